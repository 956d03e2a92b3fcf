/// y = f(x), element by element.
private struct Activation: Operation {
  let function: Tape.Function
  let x: Tensor
  let y: Tensor
  let arena: Arena

  var name: String { function.rawValue }
  var result: Tensor? { y }

  func forward() {
    let (from, to) = (arena.values(x), arena.values(y))
    for row in 0..<x.rows {
      for column in stride(from: 0, to: x.stride, by: 16) {
        let index = row * x.stride + column
        let value = function.value(from[lanes: index])
        // The padding stays zero, whatever f(0) is.
        to[lanes: index] = Lanes().replacing(
          with: value, where: firstLanes(x.columns - column))
      }
    }
  }

  /// dx += dy f'(x), with the derivative computed from y.
  func backward() {
    let (value, dx, dy) = (arena.values(y), arena.gradients(x), arena.gradients(y))
    for index in stride(from: 0, to: x.rows * x.stride, by: 16) {
      dx[lanes: index] += dy[lanes: index] * function.derivative(atValue: value[lanes: index])
    }
  }
}

extension Tape {
  /// The functions that act on every element by itself.
  public enum Function: String, CaseIterable, Sendable {
    /// The hyperbolic tangent.
    case tanh
    /// The logistic function.
    case sigmoid
    /// max(0, x).
    case relu
    /// x + 1/2 from zero on, sigmoid(x) below: makes candidates positive in minGRU's logarithmic
    /// form.
    case positive
    /// 1 - x.
    case complement
    /// log(1 + e^x).
    case softplus
    /// log(positive(x)) without loss of accuracy: -softplus(-x) below zero.
    case logPositive = "log positive"
    /// The natural logarithm, of positive numbers.
    case log
    /// -x.
    case negative

    @inline(__always)
    func value(_ x: Lanes) -> Lanes {
      switch self {
      case .tanh: Engine.tanh(x)
      case .sigmoid: Engine.sigmoid(x)
      case .relu: x.replacing(with: Lanes(), where: x .< Lanes())
      case .positive: Engine.positive(x)
      case .complement: 1 - x
      case .softplus: Engine.softplus(x)
      case .logPositive:
        (-Engine.softplus(-x)).replacing(with: Engine.log(x + 0.5), where: x .>= Lanes())
      case .log: Engine.log(x)
      case .negative: -x
      }
    }

    @inline(__always)
    func derivative(atValue y: Lanes) -> Lanes {
      switch self {
      case .tanh: 1 - y * y
      case .sigmoid: y * (1 - y)
      case .relu: Lanes().replacing(with: Lanes(repeating: 1), where: y .> Lanes())
      case .positive: positiveSlope(y)
      case .complement, .negative: Lanes(repeating: -1)
      // y = log(1 + e^x), so e^x / (1 + e^x) = 1 - e^-y.
      case .softplus: 1 - exp(-y)
      case .log: exp(-y)
      // Below log(1/2): y = log sigmoid(x), whose derivative is 1 - e^y. Above: 1 / (x + 1/2) =
      // e^-y.
      case .logPositive:
        (1 - exp(y)).replacing(with: exp(-y), where: y .>= Lanes(repeating: -0.693_147_2))
      }
    }
  }

  /// Records y = f(x), [rows, columns].
  public func apply(_ function: Function, _ x: Tensor) -> Tensor {
    let y = input(like: x)
    record(Activation(function: function, x: x, y: y, arena: arena))
    return y
  }

  /// Records tanh(x).
  public func tanh(_ x: Tensor) -> Tensor { apply(.tanh, x) }
  /// Records sigmoid(x).
  public func sigmoid(_ x: Tensor) -> Tensor { apply(.sigmoid, x) }
  /// Records max(0, x).
  public func relu(_ x: Tensor) -> Tensor { apply(.relu, x) }
}
