import Synchronization

/// A rule that turns a gradient into a step of the parameters.
public protocol Optimizer {
  /// The learning rate; it may be changed between two updates.
  var rate: Float { get set }
  /// What it calls the vectors that it remembers: PyTorch's names.
  var vectorNames: [String] { get }
  /// What it remembers from one update to the next; a copy, for a file or a second run.
  var state: OptimizerState { get set }
  /// Changes the parameters by one step along their gradients; returns whether all that it wrote is
  /// finite.
  @discardableResult
  mutating func update(_ parameters: Parameters) -> Bool
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

extension Parameters {
  /// Applies `rule` to all of the flat vector, on all threads; returns whether all that it put in the
  /// store is finite.
  @inline(__always)
  func step<Rule: UpdateRule>(_ rule: Rule) -> Bool {
    isBroken.store(false, ordering: .relaxed)
    parallel.split(count, unit: 16, work: 8 * count, with: (self, rule)) { shared, range in
      let (parameters, rule) = shared
      var store = ParameterStore(parameters)
      for index in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
        rule.step(at: index, &store)
      }
      if !store.isFinite { parameters.isBroken.store(true, ordering: .relaxed) }
    }
    return !isBroken.load(ordering: .relaxed)
  }
}

/// What an optimiser does with sixteen parameters in one of its steps.
protocol UpdateRule {
  /// Puts the new values of the sixteen parameters at `index` in the store.
  func step(at index: Int, _ store: inout ParameterStore)
}

/// Gives parameters and their gradients, stores new values and notices numbers that are not finite among
/// them.
struct ParameterStore {
  let values: Floats
  let gradients: Floats
  private let limit: Int
  /// A sum of numbers times zero: zero as long as all are finite.
  private var zeros = Lanes()

  init(_ parameters: Parameters) {
    values = parameters.allValues
    gradients = parameters.allGradients
    limit = parameters.count
  }

  /// Writes sixteen numbers at `index`, but none past the last parameter.
  @inline(__always)
  mutating func put(_ value: Lanes, at index: Int) {
    if index + 16 <= limit {
      values[lanes: index] = value
      zeros.addProduct(value, Lanes())
    } else {
      let kept = Lanes().replacing(with: value, where: firstLanes(limit - index))
      for lane in 0..<limit - index { values[index + lane] = kept[lane] }
      zeros.addProduct(kept, Lanes())
    }
  }

  /// Whether every number so far was finite.
  var isFinite: Bool { sum(zeros) == 0 }
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
