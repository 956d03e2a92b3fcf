import Engine

/// A named loss: what a model without some ability can reach at best.
public struct Baseline: Sendable, Equatable {
  /// What it stands for, such as `chance`.
  public let name: String
  /// Where it comes from, such as `ln 4`; empty where it was measured.
  public let formula: String
  /// Its value in the unit of the loss.
  public let value: Float

  /// A baseline by its name, with the formula that gives its value.
  public init(name: String, formula: String, value: Float) {
    self.name = name
    self.formula = formula
    self.value = value
  }
}

/// Examples for one update: inputs time first, and what should come out.
public struct Batch: Sendable {
  /// Ids, [steps * batch]; empty where inputs are features.
  public var ids: [Int32] = []
  /// Features, [steps * batch, features]; empty where inputs are ids.
  public var features: [Float] = []
  /// The class of each answer; empty where answers are values.
  public var classes: [Int32] = []
  /// The value of each answer; empty where answers are classes.
  public var values: [Float] = []
  /// The steps of each sequence that mean something, [batch]; empty where all do.
  public var lengths: [Int32] = []
  /// Whether the sequences begin anew, so that no state is carried into them.
  public var startsAnew = true

  /// An empty batch, to be filled.
  public init() {}
}

/// Something to learn: inputs with their answers, and the losses that mean something.
public protocol Problem: Sendable {
  /// What goes in, at every step.
  var input: ProblemInput { get }
  /// What comes out.
  var output: ProblemOutput { get }
  /// Whether an answer is asked for at every step, or after the last.
  var asksEveryStep: Bool { get }
  /// Whether sequences have lengths of their own, and are padded behind them.
  var hasLengths: Bool { get }
  /// The features of a step as a person reads them; empty where numbers say enough.
  func name(of features: ArraySlice<Float>) -> String
  /// The named baselines of its loss, highest first.
  var baselines: [Baseline] { get }
  /// The ids of its inputs as a person reads them; empty where inputs are features.
  var symbols: [String] { get }
  /// The classes of its answers as a person reads them; empty where numbers say enough.
  var answers: [String] { get }
  /// Its position in its data, for a file; always zero where batches depend on the draws only.
  var position: Int { get set }
  /// Fills the next batch, drawing from `random`. The same draws give the same batch.
  mutating func fill(_ batch: inout Batch, using random: inout Random)
}

extension Problem {
  /// None: inputs are features, or their ids say enough.
  public var symbols: [String] { [] }

  /// No: all sequences are as long as the others.
  public var hasLengths: Bool { false }

  /// None: numbers say enough.
  public func name(of features: ArraySlice<Float>) -> String { "" }

  /// None: numbers say enough.
  public var answers: [String] { [] }

  /// Zero: batches depend on the draws only.
  public var position: Int {
    get { 0 }
    set { precondition(newValue == 0, "this problem has no position") }
  }
}

/// What goes into a model at every step.
public enum ProblemInput: Sendable, Equatable {
  /// An id below the count, each its own input.
  case ids(Int)
  /// An id below the count, of so many that each is given a learned vector.
  case words(Int)
  /// So many numbers.
  case features(Int)
}

/// What comes out of a model.
public enum ProblemOutput: Sendable, Equatable {
  /// One of so many classes; the loss is the cross-entropy in nats.
  case classes(Int)
  /// So many numbers; the loss is the mean squared error.
  case values(Int)
}
