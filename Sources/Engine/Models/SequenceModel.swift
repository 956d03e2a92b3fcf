/// A recurrent layer over a sequence and a linear output layer on its states: the model of most
/// lessons.
///
///     h = recurrence(x)            x: one-hot ids, embedded ids, or features
///     y = W h_T + b                or, at every step, y_t = W h_t + b
///     loss = cross-entropy(y, class)  or  mean squared error(y, value)
public final class SequenceModel {
  /// What a step of the sequence is.
  public enum Input: Sendable, Equatable {
    /// An id below the count, as a one-hot vector.
    case oneHot(Int)
    /// An id below the count, as a learned vector of that size.
    case embedding(Int, size: Int)
    /// A vector of that many numbers.
    case features(Int)
  }

  /// What is predicted, and with which loss.
  public enum Output: Sendable, Equatable {
    /// One of that many classes; cross-entropy.
    case classes(Int)
    /// That many numbers; mean squared error.
    case values(Int)
  }

  /// What a model is made of.
  public struct Hyperparameters: Sendable, Equatable {
    /// What a step of the sequence is.
    public var input: Input
    /// The recurrent cell.
    public var cell: CellKind
    /// Hidden units.
    public var hidden: Int
    /// What is predicted.
    public var output: Output
    /// Whether there is a prediction at every step, or only after the last.
    public var predictsEveryStep: Bool
    /// Whether sequences have lengths of their own, so that a prediction after the last step is one
    /// after the last valid step.
    public var hasLengths: Bool

    /// What the recurrent layer's weights start from.
    public var start = RecurrentStart()

    /// Everything but the initial weights, which are PyTorch's until they are set.
    public init(
      input: Input, cell: CellKind, hidden: Int, output: Output, predictsEveryStep: Bool,
      hasLengths: Bool = false
    ) {
      self.input = input
      self.cell = cell
      self.hidden = hidden
      self.output = output
      self.predictsEveryStep = predictsEveryStep
      self.hasLengths = hasLengths
    }
  }

  /// What it is made of.
  public let hyperparameters: Hyperparameters
  /// The recorded computation.
  public let tape: Tape
  /// The recurrent layer.
  public let recurrence: Recurrence
  /// W h + b: logits, or predicted values, [steps * batch or batch, classes or values]. There are
  /// rows for every step, or only for the last.
  public let outputs: Tensor
  /// softmax(W h + b); nil if values are predicted.
  public let probabilities: Tensor?
  /// The weights of the recurrent layer.
  public let weights: RecurrenceWeights
  private let ids: Tokens?
  private let features: Tensor?
  private let classes: Tokens?
  private let values: Tensor?
  private let lengths: Tokens?

  /// Records the model for sequences of `steps` steps, `batch` at a time.
  ///
  /// Models with the same hyperparameters may share `parameters`: one that is trained, and one of a
  /// single step that generates.
  public init(
    _ hyperparameters: Hyperparameters, steps: Int, batch: Int, parameters: Parameters,
    threads: Int = 1
  ) {
    self.hyperparameters = hyperparameters
    let tape = Tape(parameters: parameters, threads: threads)
    self.tape = tape
    let rows = steps * batch
    let x: RecurrenceInput
    (ids, features) = (
      hyperparameters.input.isIds ? tape.tokens(count: rows) : nil,
      hyperparameters.input.isIds ? nil : tape.data(rows: rows, columns: hyperparameters.input.size)
    )
    if let features {
      x = .sequence(features)
    } else if case .embedding(let count, let size) = hyperparameters.input, let ids {
      x = .embedded(ids, parameters.embedding("embedding.weight", count: count, size: size))
    } else {
      x = .oneHot(ids ?? tape.tokens(count: rows), count: hyperparameters.input.size)
    }
    var layer = RecurrenceWeights.Hyperparameters(
      cell: hyperparameters.cell, inputs: x.columns, hidden: hyperparameters.hidden)
    layer.start = hyperparameters.start
    weights = RecurrenceWeights("rnn", layer, in: parameters)
    lengths = hyperparameters.hasLengths ? tape.tokens(count: batch) : nil
    recurrence = tape.recurrence(x, weights, steps: steps, lengths: lengths)
    let states = hyperparameters.predictsEveryStep ? recurrence.output : recurrence.finalState()
    outputs = tape.linear(
      states, named: "fc", outputs: hyperparameters.output.size, turn: .output)
    switch hyperparameters.output {
    case .classes:
      let targets = tape.tokens(count: states.rows)
      (classes, values) = (targets, nil)
      probabilities = tape.crossEntropy(outputs, targets).probabilities
    case .values(let count):
      let targets = tape.data(rows: states.rows, columns: count)
      (classes, values) = (nil, targets)
      probabilities = nil
      tape.meanSquaredError(outputs, targets)
    }
  }

  /// Sets the inputs: ids, [steps * batch], or features, [steps * batch, features], and the lengths
  /// of the sequences, [batch], if they have their own.
  public func setInput(ids: [Int32], features: [Float], lengths: [Int32] = []) {
    if let tokens = self.lengths { tape.write(lengths, to: tokens) }
    if let tokens = self.ids { tape.write(ids, to: tokens) }
    if let tensor = self.features { tape.write(features, to: tensor) }
  }

  /// Sets the targets: for each row of `outputs` a class, or values.
  public func setTarget(classes: [Int32], values: [Float]) {
    if let tokens = self.classes { tape.write(classes, to: tokens) }
    if let tensor = self.values { tape.write(values, to: tensor) }
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
