/// Adagrad (Duchi, Hazan and Singer, 2011), as PyTorch's:
///
///     v = v + g^2                             v starts at 0
///     p -= rate * g / (sqrt(v) + epsilon)
public struct Adagrad: Optimizer {
  /// The learning rate.
  public var rate: Float
  private let epsilon: Float
  private let weightDecay: Float
  private var steps = 0
  private var squares = Buffer(count: 0)

  /// PyTorch's defaults, but for the rate.
  public init(rate: Float, epsilon: Float = 1e-10, weightDecay: Float = 0) {
    self.rate = rate
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// PyTorch's name.
  public let vectorNames = ["sum"]

  /// What it remembers.
  public var state: OptimizerState {
    get { OptimizerState(steps: steps, vectors: steps > 0 ? ["sum": squares.numbers] : [:]) }
    set {
      steps = newValue.steps
      squares = Buffer(newValue.vectors["sum"] ?? [])
    }
  }

  /// One step.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    if steps == 0 { squares = Buffer(count: parameters.count) }
    steps += 1
    return parameters.step(
      Rule(v: squares.floats(), rate: rate, epsilon: epsilon, weightDecay: weightDecay))
  }

  private struct Rule: UpdateRule {
    let v: Floats
    let rate: Float
    let epsilon: Float
    let weightDecay: Float

    @inline(__always)
    func step(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let square = fused(g, g, plus: v[lanes: index])
      v[lanes: index] = square
      store.put(old - g / (squareRoot(square) + epsilon) * rate, at: index)
    }
  }
}
