/// Stochastic gradient descent, as PyTorch's `SGD`:
///
///     g = gradient + decay * p
///     buffer = momentum * buffer + g          the first buffer is g itself
///     p -= rate * buffer                      with Nesterov: rate * (g + momentum * buffer)
public struct SGD: Optimizer {
  /// The learning rate.
  public var rate: Float
  private let momentum: Float
  private let isNesterov: Bool
  private let weightDecay: Float
  private var updates = 0
  private var velocity = Buffer(count: 0)

  /// Plain descent by default.
  public init(
    rate: Float, momentum: Float = 0, isNesterov: Bool = false, weightDecay: Float = 0
  ) {
    self.rate = rate
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
  }

  /// PyTorch's names of its state vectors.
  public let vectorNames = ["momentum_buffer"]

  /// Its state between two updates.
  public var state: OptimizerState {
    get {
      OptimizerState(
        updates: updates, vectors: updates > 0 ? ["momentum_buffer": velocity.numbers] : [:])
    }
    set {
      updates = newValue.updates
      velocity = Buffer(newValue.vectors["momentum_buffer"] ?? [])
    }
  }

  /// One update.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    let isFirst = updates == 0
    if isFirst { velocity = Buffer(count: parameters.count) }
    updates += 1
    return parameters.apply(
      Rule(
        v: velocity.floats(), isFirst: isFirst, rate: rate, momentum: momentum,
        isNesterov: isNesterov, weightDecay: weightDecay))
  }

  private struct Rule: UpdateRule {
    let v: Floats
    let isFirst: Bool
    let rate: Float
    let momentum: Float
    let isNesterov: Bool
    let weightDecay: Float

    @inline(__always)
    func update(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let speed = isFirst ? g : fused(v[lanes: index], Lanes(repeating: momentum), plus: g)
      v[lanes: index] = speed
      let direction = isNesterov ? fused(speed, Lanes(repeating: momentum), plus: g) : speed
      store.store(old - direction * rate, at: index)
    }
  }
}
