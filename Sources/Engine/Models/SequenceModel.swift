/// A recurrent layer over a sequence and a linear reading of its states: the model of most lessons.
///
///     h = recurrence(x)            x: one-hot ids, embedded ids, or features
///     y = W h_T + b                or, at every step, y_t = W h_t + b
///     loss = cross-entropy(y, class)  or  mean squared error(y, value)
public final class SequenceModel {
  /// What goes in.
  public enum Input: Sendable, Equatable {
    /// Ids below the count, each a one-hot vector.
    case oneHot(Int)
    /// Ids below the count, each a learned vector of that size.
    case embedding(Int, size: Int)
    /// Vectors of that many numbers.
    case features(Int)
  }

  /// What comes out, and what it costs.
  public enum Output: Sendable, Equatable {
    /// One of so many classes; cross-entropy.
    case classes(Int)
    /// So many numbers; mean squared error.
    case values(Int)
  }

  /// The sizes and kinds of a model.
  public struct Shape: Sendable, Equatable {
    /// What goes in.
    public var input: Input
    /// The recurrent cell.
    public var cell: CellKind
    /// Hidden units.
    public var hidden: Int
    /// What comes out.
    public var output: Output
    /// Whether the answer is read at every step, or after the last.
    public var readsEveryStep: Bool
    /// Whether sequences have lengths of their own, and an answer after the last step is read after the
    /// last one that means something.
    public var hasLengths: Bool

    /// All of it.
    public init(
      input: Input, cell: CellKind, hidden: Int, output: Output, readsEveryStep: Bool,
      hasLengths: Bool = false
    ) {
      self.input = input
      self.cell = cell
      self.hidden = hidden
      self.output = output
      self.readsEveryStep = readsEveryStep
      self.hasLengths = hasLengths
    }
  }

  /// Its sizes and kinds.
  public let shape: Shape
  /// The recorded computation.
  public let tape: Tape
  /// The recurrent layer.
  public let recurrence: Recurrence
  /// W h + b, [answers, classes or values].
  public let answers: Tensor
  /// softmax(W h + b), where classes come out.
  public let probabilities: Tensor?
  /// The recurrent layer's weights.
  public let weights: RecurrenceWeights
  private let ids: Tokens?
  private let features: Tensor?
  private let classes: Tokens?
  private let values: Tensor?
  private let lengths: Tokens?

  /// Records the model for sequences of `steps` steps, `batch` at a time.
  ///
  /// Models of one shape may share `parameters`: one that trains, and one of one step that writes.
  public init(_ shape: Shape, steps: Int, batch: Int, parameters: Parameters, threads: Int = 1) {
    self.shape = shape
    let tape = Tape(parameters: parameters, threads: threads)
    self.tape = tape
    let rows = steps * batch
    let x: RecurrenceInput
    var inputs: Int
    (ids, features) = (
      shape.input.isIds ? tape.tokens(count: rows) : nil,
      shape.input.isIds ? nil : tape.data(rows: rows, columns: shape.input.size)
    )
    inputs = shape.input.size
    if let features {
      x = .sequence(features)
    } else if case .embedding(let count, let size) = shape.input, let ids {
      let table = parameters.add("embedding.weight", shape: [count, size])
      x = .embedded(ids, table)
      inputs = size
    } else {
      x = .oneHot(ids ?? tape.tokens(count: rows))
    }
    weights = RecurrenceWeights(
      "rnn", cell: shape.cell, inputs: inputs, hidden: shape.hidden, in: parameters)
    lengths = shape.hasLengths ? tape.tokens(count: batch) : nil
    recurrence = tape.recurrence(
      shape.cell, x, steps: steps, hidden: shape.hidden, weights: weights, lengths: lengths)
    let read = shape.readsEveryStep ? recurrence.output : recurrence.finalState()
    answers = tape.linear(
      read,
      parameters.add("fc.weight", shape: [shape.output.size, shape.hidden]),
      parameters.add("fc.bias", shape: [shape.output.size]))
    switch shape.output {
    case .classes:
      let targets = tape.tokens(count: read.rows)
      (classes, values) = (targets, nil)
      probabilities = tape.crossEntropy(answers, targets).probabilities
    case .values(let count):
      let targets = tape.data(rows: read.rows, columns: count)
      (classes, values) = (nil, targets)
      probabilities = nil
      tape.meanSquaredError(answers, targets)
    }
  }

  /// Sets the first weights: the recurrent layer's by `initialization`, the reading's as PyTorch's.
  public func initialize(
    _ initialization: Initialization, gain: Float = 1, forgetBias: Float? = nil,
    using random: inout Random
  ) {
    let parameters = tape.parameters
    if let table = parameters["embedding.weight"] {
      parameters.set(
        table, WeightDraw.normal(1).draw(rows: table.rows, columns: table.columns, using: &random))
    }
    initialization.apply(
      to: weights, cell: shape.cell, gain: gain, forgetBias: forgetBias, in: parameters,
      using: &random)
    for name in ["fc.weight", "fc.bias"] {
      guard let parameter = parameters[name] else { continue }
      parameters.set(
        parameter,
        WeightDraw.uniform(fanIn: shape.hidden).draw(
          rows: parameter.rows, columns: parameter.columns, using: &random))
    }
  }

  /// Fills the inputs: ids, [steps * batch], or features, [steps * batch, features], and the lengths of
  /// sequences, [batch], where they have their own.
  public func setInput(ids: [Int32], features: [Float], lengths: [Int32] = []) {
    if let place = self.lengths { tape.write(lengths, to: place) }
    if let place = self.ids { tape.write(ids, to: place) }
    if let place = self.features { tape.write(features, to: place) }
  }

  /// Fills the targets: a class for each answer, or values, [answers, values].
  public func setTarget(classes: [Int32], values: [Float]) {
    if let place = self.classes { tape.write(classes, to: place) }
    if let place = self.values { tape.write(values, to: place) }
  }
}

extension SequenceModel.Input {
  fileprivate var isIds: Bool { if case .features = self { false } else { true } }

  fileprivate var size: Int {
    switch self {
    case .oneHot(let count), .features(let count), .embedding(let count, _): count
    }
  }
}

extension SequenceModel.Output {
  fileprivate var size: Int {
    switch self {
    case .classes(let count), .values(let count): count
    }
  }
}
