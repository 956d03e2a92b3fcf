/// Adagrad (Duchi, Hazan and Singer, 2011), as PyTorch's:
///
///     v = v + g^2                             v starts at 0
///     p -= rate * g / (sqrt(v) + epsilon)
public struct Adagrad: Optimizer {
  /// The learning rate.
  public var rate: Float
  private let epsilon: Float
  private let weightDecay: Float
  private var updates = 0
  private var squares = Buffer(count: 0)

  /// PyTorch's defaults for everything but the rate.
  public init(rate: Float, epsilon: Float = 1e-10, weightDecay: Float = 0) {
    self.rate = rate
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// PyTorch's names of its state vectors.
  public let vectorNames = ["sum"]

  /// Its state between two updates.
  public var state: OptimizerState {
    get { OptimizerState(updates: updates, vectors: updates > 0 ? ["sum": squares.numbers] : [:]) }
    set {
      updates = newValue.updates
      squares = Buffer(newValue.vectors["sum"] ?? [])
    }
  }

  /// One update.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    if updates == 0 { squares = Buffer(count: parameters.count) }
    updates += 1
    return parameters.apply(
      Rule(v: squares.floats(), rate: rate, epsilon: epsilon, weightDecay: weightDecay))
  }

  private struct Rule: UpdateRule {
    let v: Floats
    let rate: Float
    let epsilon: Float
    let weightDecay: Float

    @inline(__always)
    func update(at index: Int, _ store: inout ParameterStore) {
      let old = store.values[lanes: index]
      let g = fused(old, Lanes(repeating: weightDecay), plus: store.gradients[lanes: index])
      let square = fused(g, g, plus: v[lanes: index])
      v[lanes: index] = square
      store.store(old - g / (squareRoot(square) + epsilon) * rate, at: index)
    }
  }
}
