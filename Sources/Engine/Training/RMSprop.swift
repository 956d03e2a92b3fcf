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
  private var updates = 0
  private var squares = Buffer(count: 0)

  /// PyTorch's defaults for everything but the rate.
  public init(rate: Float, alpha: Float = 0.99, epsilon: Float = 1e-8, weightDecay: Float = 0) {
    self.rate = rate
    self.alpha = alpha
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// PyTorch's names of its state vectors.
  public let vectorNames = ["square_avg"]

  /// Its state between two updates.
  public var state: OptimizerState {
    get {
      OptimizerState(updates: updates, vectors: updates > 0 ? ["square_avg": squares.numbers] : [:])
    }
    set {
      updates = newValue.updates
      squares = Buffer(newValue.vectors["square_avg"] ?? [])
    }
  }

  /// One update.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    if updates == 0 { squares = Buffer(count: parameters.count) }
    updates += 1
    return parameters.apply(
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
    func update(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let square = fused(g * g, Lanes(repeating: 1 - alpha), plus: v[lanes: index] * alpha)
      v[lanes: index] = square
      store.store(old - g / (squareRoot(square) + epsilon) * rate, at: index)
    }
  }
}
