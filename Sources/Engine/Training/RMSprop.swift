/// RMSprop (Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012), as
/// PyTorch's, without bias correction:
///
///     v = alpha v + (1 - alpha) g^2           v starts at 0
///     p -= rate * g / (sqrt(v) + epsilon)
public struct RMSprop: Optimizer {
  /// The learning rate.
  public var rate: Float
  private let alpha: Float
  private let epsilon: Float
  private let weightDecay: Float
  private var steps = 0
  private var squares = Buffer(count: 0)

  /// PyTorch's defaults, but for the rate.
  public init(rate: Float, alpha: Float = 0.99, epsilon: Float = 1e-8, weightDecay: Float = 0) {
    self.rate = rate
    self.alpha = alpha
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// PyTorch's name.
  public let vectorNames = ["square_avg"]

  /// What it remembers.
  public var state: OptimizerState {
    get { OptimizerState(steps: steps, vectors: steps > 0 ? ["square_avg": squares.numbers] : [:]) }
    set {
      steps = newValue.steps
      squares = Buffer(newValue.vectors["square_avg"] ?? [])
    }
  }

  /// One step.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    if steps == 0 { squares = Buffer(count: parameters.count) }
    steps += 1
    return parameters.step(
      Rule(
        v: squares.floats(), rate: rate, alpha: alpha, epsilon: epsilon, weightDecay: weightDecay))
  }

  private struct Rule: UpdateRule {
    let v: Floats
    let rate: Float
    let alpha: Float
    let epsilon: Float
    let weightDecay: Float

    @inline(__always)
    func step(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let square = fused(g * g, Lanes(repeating: 1 - alpha), plus: v[lanes: index] * alpha)
      v[lanes: index] = square
      store.put(old - g / (squareRoot(square) + epsilon) * rate, at: index)
    }
  }
}
