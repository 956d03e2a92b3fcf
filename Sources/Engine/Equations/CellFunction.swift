import Glibc

/// A function that equations may apply to every number of a vector.
public enum CellFunction: String, Sendable, CaseIterable {
  /// 1 / (1 + e^-x)
  case sigmoid
  case tanh
  /// max(0, x)
  case relu
  /// log(1 + e^x)
  case softplus
  /// x + 1/2 from zero on, sigmoid(x) below: it keeps the candidate of a minimal cell's logarithmic
  /// form positive (Feng et al., "Were RNNs all we needed?", 2024, appendix B).
  case positive
  case exp

  /// f(x)
  public func value(_ x: Double) -> Double {
    switch self {
    case .sigmoid: 1 / (1 + Glibc.exp(-x))
    case .tanh: Glibc.tanh(x)
    case .relu: x < 0 ? 0 : x
    case .softplus: Swift.max(x, 0) + Glibc.log1p(Glibc.exp(-Swift.abs(x)))
    case .positive: x < 0 ? CellFunction.sigmoid.value(x) : x + 0.5
    case .exp: Glibc.exp(x)
    }
  }

  /// df/dx, from x and y = f(x)
  public func slope(_ x: Double, value y: Double) -> Double {
    switch self {
    case .sigmoid: y * (1 - y)
    case .tanh: 1 - y * y
    case .relu: x > 0 ? 1 : 0
    case .softplus: CellFunction.sigmoid.value(x)
    case .positive: x < 0 ? y * (1 - y) : 1
    case .exp: y
    }
  }

  /// What its values lie between.
  public var range: Interval {
    switch self {
    case .sigmoid: .unit
    case .tanh: .signed
    case .relu, .softplus, .positive, .exp: Interval(0, .infinity)
    }
  }
}
