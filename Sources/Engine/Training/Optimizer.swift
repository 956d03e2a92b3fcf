/// A rule that turns a gradient into a step of the parameters.
public protocol Optimizer {
  /// The learning rate; it may be changed between two updates.
  var rate: Float { get set }
  /// What it calls the vectors that it remembers: PyTorch's names.
  var vectorNames: [String] { get }
  /// What it remembers from one update to the next; a copy, for a file or a second run.
  var state: OptimizerState { get set }
  /// Changes the parameters by one step along their gradients.
  mutating func update(_ parameters: Parameters)
}

/// What an optimiser remembers.
public struct OptimizerState: Sendable, Equatable {
  /// Steps taken.
  public var steps = 0
  /// Vectors of the layout of all parameters, by name; empty before the first step.
  public var vectors: [String: [Float]] = [:]
}

/// A row of the list of optimisers: a new one is one file and one entry here.
public struct OptimizerKind: Sendable {
  /// The name in lesson files.
  public let name: String
  /// Makes it with that learning rate, and everything else as PyTorch has it.
  public let make: @Sendable (_ rate: Float) -> any Optimizer

  /// Every optimiser.
  public static let all = [
    OptimizerKind(name: "adam", make: { Adam(rate: $0) }),
    OptimizerKind(
      name: "adamw", make: { Adam(rate: $0, weightDecay: 0.01, decay: .decoupled) }),
    OptimizerKind(name: "sgd", make: { SGD(rate: $0) }),
    OptimizerKind(name: "momentum", make: { SGD(rate: $0, momentum: 0.9) }),
    OptimizerKind(name: "rmsprop", make: { RMSprop(rate: $0) }),
    OptimizerKind(name: "adagrad", make: { Adagrad(rate: $0) }),
  ]
}

extension Floats {
  /// Writes sixteen lanes at `index`, but none at or past `limit`.
  @inline(__always)
  func store(_ value: Lanes, at index: Int, limit: Int) {
    if index + 16 <= limit {
      self[lanes: index] = value
    } else {
      for lane in 0..<limit - index { self[index + lane] = value[lane] }
    }
  }
}

extension Buffer {
  /// All its numbers.
  var numbers: [Float] { array(at: 0, count: count) }

  /// A buffer with these numbers.
  convenience init(_ numbers: [Float]) {
    self.init(count: numbers.count)
    for (index, number) in numbers.enumerated() { floats()[index] = number }
  }
}
