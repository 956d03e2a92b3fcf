/// Adam (Kingma and Ba, 2015), and AdamW (Loshchilov and Hutter, 2019), as PyTorch has them:
///
///     m = b1 m + (1 - b1) g
///     v = b2 v + (1 - b2) g^2
///     p -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)
///
/// Adam adds decay * p to g first; AdamW instead takes p *= 1 - rate * decay first.
public struct Adam: Optimizer {
  /// How weight decay acts.
  public enum Decay: Sendable {
    /// Part of the gradient: Adam.
    case gradient
    /// Shrinks the parameter directly: AdamW.
    case decoupled
  }

  /// The learning rate.
  public var rate: Float
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Float
  private let weightDecay: Float
  private let decay: Decay
  private var updates = 0
  private var m = Buffer(count: 0)
  private var v = Buffer(count: 0)

  /// PyTorch's defaults for everything but the rate.
  public init(
    rate: Float, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0, decay: Decay = .gradient
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decay = decay
  }

  /// PyTorch's names of its state vectors.
  public let vectorNames = ["exp_avg", "exp_avg_sq"]

  /// Its state between two updates.
  public var state: OptimizerState {
    get {
      OptimizerState(
        updates: updates,
        vectors: updates > 0 ? ["exp_avg": m.numbers, "exp_avg_sq": v.numbers] : [:])
    }
    set {
      updates = newValue.updates
      m = Buffer(newValue.vectors["exp_avg"] ?? [])
      v = Buffer(newValue.vectors["exp_avg_sq"] ?? [])
    }
  }

  /// One update.
  @discardableResult
  public mutating func update(_ parameters: Parameters) -> Bool {
    if updates == 0 {
      m = Buffer(count: parameters.count)
      v = Buffer(count: parameters.count)
    }
    updates += 1
    let correction1 = 1 - power(beta1, updates)
    return parameters.apply(
      Rule(
        means: m.floats(), squares: v.floats(), b1: Float(beta1), b2: Float(beta2),
        a1: Float(1 - beta1), a2: Float(1 - beta2), stepSize: Float(Double(rate) / correction1),
        correction2: Float(1 / (1 - power(beta2, updates)).squareRoot()), epsilon: epsilon,
        shrink: decay == .decoupled ? 1 - rate * weightDecay : 1,
        pull: decay == .gradient ? weightDecay : 0))
  }

  /// One update, with what is the same for every parameter.
  private struct Rule: UpdateRule {
    let means: Floats
    let squares: Floats
    let b1: Float
    let b2: Float
    /// 1 - b1 and 1 - b2.
    let a1: Float
    let a2: Float
    /// rate / (1 - b1^t)
    let stepSize: Float
    /// 1 / sqrt(1 - b2^t)
    let correction2: Float
    let epsilon: Float
    /// Weight decay: decoupled, and as part of the gradient.
    let shrink: Float
    let pull: Float

    @inline(__always)
    func update(at index: Int, _ store: inout ParameterStore) {
      let (slope, before, spread) = (
        store.gradients[lanes: index], means[lanes: index], squares[lanes: index]
      )
      // A parameter whose gradient has always been zero does not change: rows of an embedding whose
      // words have not come up yet cost no more than this test.
      if pull == 0 && shrink == 1 && allZero(slope, before, spread) { return }
      let old = store.values[lanes: index] * shrink
      let g = slope + old * pull
      let mean = before * b1 + g * a1
      let square = spread * b2 + (g * g) * a2
      means[lanes: index] = mean
      squares[lanes: index] = square
      let root = squareRoot(square) * correction2 + epsilon
      store.store(old - mean / root * stepSize, at: index)
    }

    /// Whether every number of the three is zero.
    @inline(__always)
    private func allZero(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Bool {
      let bits =
        unsafeBitCast(a, to: SIMD16<UInt32>.self) | unsafeBitCast(b, to: SIMD16<UInt32>.self)
        | unsafeBitCast(c, to: SIMD16<UInt32>.self)
      let eight = bits.lowHalf | bits.highHalf
      let words = unsafeBitCast(eight, to: SIMD4<UInt64>.self)
      return (words[0] | words[1]) | (words[2] | words[3]) == 0
    }
  }

  /// base^exponent by repeated squaring, the same on every machine.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
