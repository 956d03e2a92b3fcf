/// A rule that turns a gradient into a step of the parameters.
public protocol Optimizer {
  /// The learning rate; it may be changed between two updates.
  var rate: Float { get set }
  /// Changes the parameters by one step along their gradients.
  mutating func update(_ parameters: Parameters)
}

/// Stochastic gradient descent, as PyTorch's `SGD`:
///
///     p -= rate * (g + decay * p)
public struct SGD: Optimizer {
  /// The learning rate.
  public var rate: Float
  /// The share of the parameter that is added to its gradient.
  public var weightDecay: Float

  /// Plain descent.
  public init(rate: Float, weightDecay: Float = 0) {
    self.rate = rate
    self.weightDecay = weightDecay
  }

  /// One step.
  public mutating func update(_ parameters: Parameters) {
    let (p, g) = (parameters.allValues, parameters.allGradients)
    for index in stride(from: 0, to: parameters.count, by: 16) {
      let old = p[lanes: index]
      let gradient = fused(old, Lanes(repeating: weightDecay), plus: g[lanes: index])
      p.store(old - gradient * rate, at: index, limit: parameters.count)
    }
  }
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
