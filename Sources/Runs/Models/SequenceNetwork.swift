import Engine
import Problems

/// A network over sequences, recorded for a number of steps and of sequences:
///
///     features = body(x)            x: one-hot ids, embedded ids, or vectors
///     y = W features + b            at every step, or after the last
///     loss = cross-entropy(y, class)  or  mean squared error(y, value)
///
/// Networks of one design may share their parameters: one that trains, one of one step that writes.
final class SequenceNetwork {
  let design: SequenceDesign
  let tape: Tape
  let steps: Int
  let batch: Int
  let body: SequenceDesign.Body
  /// W features + b, [answers, classes or values].
  let answers: Tensor
  /// softmax(W features + b), where classes come out.
  let probabilities: Tensor?
  private let ids: Tokens?
  private let features: Tensor?
  private let classes: Tokens?
  private let values: Tensor?
  private let lengths: Tokens?

  /// Records the network of `design` for sequences of `steps` steps, `batch` at a time.
  init(
    _ design: SequenceDesign, steps: Int, batch: Int, parameters: Parameters, threads: Int = 1
  ) {
    (self.design, self.steps, self.batch) = (design, steps, batch)
    let tape = Tape(parameters: parameters, threads: threads)
    self.tape = tape
    let rows = steps * batch
    let input: RecurrenceInput
    switch design.input {
    case .features(let count):
      let x = tape.data(rows: rows, columns: count)
      (ids, features, input) = (nil, x, .sequence(x))
    case .oneHot(let count):
      let x = tape.tokens(count: rows)
      (ids, features, input) = (x, nil, .oneHot(x, count: count))
    case .embedding(let count, let size):
      let x = tape.tokens(count: rows)
      let table = parameters.embedding("embedding.weight", count: count, size: size)
      (ids, features, input) = (x, nil, .embedded(x, table))
    }
    lengths = design.hasLengths ? tape.tokens(count: batch) : nil
    body = design.record(
      SequenceDesign.Site(
        tape: tape, input: input, inputs: design.input.size, steps: steps, batch: batch,
        lengths: lengths, asksEveryStep: design.asksEveryStep))
    answers = tape.linear(
      body.features, named: "fc", outputs: design.output.size, turn: .output)
    switch design.output {
    case .classes:
      let targets = tape.tokens(count: answers.rows)
      (classes, values) = (targets, nil)
      probabilities = tape.crossEntropy(answers, targets).probabilities
    case .values(let count):
      let targets = tape.data(rows: answers.rows, columns: count)
      (classes, values, probabilities) = (nil, targets, nil)
      tape.meanSquaredError(answers, targets)
    }
    for dropout in body.dropouts { dropout.retainAll() }
  }

  /// The recurrent layer that is looked into: the last one, in the direction that reads forwards.
  var recurrence: Recurrence? { body.layers.last?.first }
  /// The weights of that layer.
  var recurrentWeights: RecurrenceWeights? { body.weights.last?.first }
  /// The states that one sequence hands on to the next.
  var carried: [Tensor] {
    design.carriesState ? body.layers.flatMap { $0.flatMap(\.finalStates) } : []
  }

  /// Fills in examples, and starts from the state that belongs to them.
  func load(_ batch: Batch) {
    if let lengths {
      tape.write(
        batch.lengths.isEmpty
          ? [Int32](repeating: Int32(steps), count: self.batch) : batch.lengths, to: lengths)
    }
    if let ids { tape.write(batch.ids, to: ids) }
    if let features { tape.write(batch.features, to: features) }
    if let classes { tape.write(batch.classes, to: classes) }
    if let values { tape.write(batch.values, to: values) }
    body.prepare?(tape, batch)
    for recurrence in body.layers.joined() {
      if batch.startsAnew || !design.carriesState {
        recurrence.resetState()
      } else {
        recurrence.carryState()
      }
    }
  }
}

extension SequenceNetwork: SequenceRunner {
  func run(_ examples: Batch) -> SequenceAnswers {
    load(examples)
    tape.forward()
    return SequenceAnswers(
      outputs: tape.read(answers), probabilities: probabilities.map { tape.read($0) } ?? [],
      loss: tape.loss)
  }
}
