/// Ways to keep a gradient from being too large.
public enum Clipping: Sendable, Equatable {
  /// Scales all gradients by min(1, maximum / (norm + 1e-6)), as PyTorch's `clip_grad_norm_`
  /// (Pascanu, Mikolov and Bengio, 2013): the direction stays.
  case norm(Float)
  /// Holds each number within -maximum...maximum, as PyTorch's `clip_grad_value_`.
  case value(Float)

  /// Clips the gradients of `parameters`, whose norm is `norm`.
  public func apply(to parameters: Parameters, norm: Float) {
    let g = parameters.allGradients
    switch self {
    case .norm(let maximum):
      let factor = maximum / (norm + 1e-6)
      guard factor < 1 else { return }
      for index in stride(from: 0, to: parameters.count, by: 16) {
        g[lanes: index] *= factor
      }
    case .value(let maximum):
      for index in stride(from: 0, to: parameters.count, by: 16) {
        let held = smaller(Lanes(repeating: maximum), g[lanes: index])
        g[lanes: index] = larger(Lanes(repeating: -maximum), held)
      }
    }
  }
}
