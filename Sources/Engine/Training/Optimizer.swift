import Synchronization

/// A rule that turns a gradient into an update of the parameters.
public protocol Optimizer {
  /// The learning rate; it may be changed between two updates.
  var rate: Float { get set }
  /// PyTorch's names of its state vectors, such as Adam's `exp_avg`.
  var vectorNames: [String] { get }
  /// Its state between two updates; a copy, for a file or a second run.
  var state: OptimizerState { get set }
  /// Changes the parameters by one update along their gradients; returns whether every new value is
  /// finite.
  @discardableResult
  mutating func update(_ parameters: Parameters) -> Bool
}

/// The state of an optimiser between two updates.
public struct OptimizerState: Sendable, Equatable {
  /// Updates done.
  public var updates = 0
  /// Vectors of the layout of all parameters, by name; empty before the first update.
  public var vectors: [String: [Float]] = [:]
}

/// An entry of the list of optimisers: a new one is one file and one entry here.
public struct OptimizerKind: Sendable {
  /// The name in lesson files.
  public let name: String
  /// Makes it with that learning rate and PyTorch's defaults for everything else.
  public let make: @Sendable (_ rate: Float) -> any Optimizer

  /// Every optimiser, in the order of lists and menus.
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
  /// Applies `rule` to the flat vector, on all threads; returns whether every value that it stored
  /// is finite.
  @inline(__always)
  func apply<Rule: UpdateRule>(_ rule: Rule) -> Bool {
    hasNonFinite.store(false, ordering: .relaxed)
    parallel.split(count, unit: 16, work: 8 * count, with: (self, rule)) { shared, range in
      let (parameters, rule) = shared
      var store = ParameterStore(parameters)
      for index in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
        rule.update(at: index, &store)
      }
      if !store.isFinite { parameters.hasNonFinite.store(true, ordering: .relaxed) }
    }
    return !hasNonFinite.load(ordering: .relaxed)
  }
}

/// What an optimiser does with sixteen parameters in one update.
protocol UpdateRule {
  /// Stores the new values of the sixteen parameters at `index`.
  func update(at index: Int, _ store: inout ParameterStore)
}

/// The parameters and their gradients, for an update rule that reads them and stores new values; it
/// notices values that are not finite.
struct ParameterStore {
  let values: Floats
  let gradients: Floats
  private let limit: Int
  /// The sum of all stored values times zero: zero as long as they are finite.
  private var zeros = Lanes()

  init(_ parameters: Parameters) {
    values = parameters.allValues
    gradients = parameters.allGradients
    limit = parameters.count
  }

  /// Stores sixteen values at `index`, but none past the last parameter.
  @inline(__always)
  mutating func store(_ value: Lanes, at index: Int) {
    if index + 16 <= limit {
      values[lanes: index] = value
      zeros.addProduct(value, Lanes())
    } else {
      let valid = Lanes().replacing(with: value, where: firstLanes(limit - index))
      for lane in 0..<limit - index { values[index + lane] = valid[lane] }
      zeros.addProduct(valid, Lanes())
    }
  }

  /// Whether every value so far was finite.
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
