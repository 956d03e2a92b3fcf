/// Ways to limit a gradient.
public enum Clipping: Sendable, Equatable {
  /// Scales all gradients by min(1, maximum / (norm + 1e-6)), as PyTorch's `clip_grad_norm_`
  /// (Pascanu, Mikolov and Bengio, 2013): the direction stays.
  case norm(Float)
  /// Clamps each number to -maximum...maximum, as PyTorch's `clip_grad_value_`.
  case value(Float)

  /// Scales all gradients by min(1, maximum / (largest + 1e-6)), where largest is the largest
  /// absolute value among them: the same function with the infinity norm.
  case largest(Float)

  /// Clips the gradients of `parameters`, whose norm is `norm`.
  public func apply(to parameters: Parameters, norm: Float) {
    let g = parameters.allGradients
    switch self {
    case .norm(let maximum):
      scale(parameters, by: maximum / (norm + 1e-6))
    case .largest(let maximum):
      scale(parameters, by: maximum / (parameters.largestGradient() + 1e-6))
    case .value(let maximum):
      for index in stride(from: 0, to: parameters.count, by: 16) {
        let clamped = smaller(Lanes(repeating: maximum), g[lanes: index])
        g[lanes: index] = larger(Lanes(repeating: -maximum), clamped)
      }
    }
  }

  private func scale(_ parameters: Parameters, by factor: Float) {
    guard factor < 1 else { return }
    for index in stride(from: 0, to: parameters.count, by: 16) {
      parameters.allGradients[lanes: index] *= factor
    }
  }
}
