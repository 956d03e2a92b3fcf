/// A rule that turns a gradient into a step of the parameters.
public protocol Optimizer {
  /// The learning rate; it may be changed between two updates.
  var rate: Float { get set }
  /// Changes the parameters by one step along their gradients.
  mutating func update(_ parameters: Parameters)
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
