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
  private var steps = 0
  private var velocity = Buffer(count: 0)

  /// Plain descent, unless told more.
  public init(
    rate: Float, momentum: Float = 0, isNesterov: Bool = false, weightDecay: Float = 0
  ) {
    self.rate = rate
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
  }

  /// PyTorch's name.
  public let vectorNames = ["momentum_buffer"]

  /// What it remembers.
  public var state: OptimizerState {
    get {
      OptimizerState(steps: steps, vectors: steps > 0 ? ["momentum_buffer": velocity.numbers] : [:])
    }
    set {
      steps = newValue.steps
      velocity = Buffer(newValue.vectors["momentum_buffer"] ?? [])
    }
  }

  /// One step.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    let isFirst = steps == 0
    if isFirst { velocity = Buffer(count: parameters.count) }
    steps += 1
    return parameters.step(
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
    func step(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let speed = isFirst ? g : fused(v[lanes: index], Lanes(repeating: momentum), plus: g)
      v[lanes: index] = speed
      let step = isNesterov ? fused(speed, Lanes(repeating: momentum), plus: g) : speed
      store.put(old - step * rate, at: index)
    }
  }
}
