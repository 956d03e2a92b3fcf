/// The backward pass through each operation, and the gradients that it hands on.
extension UnitRows {
  /// Sets a gradient, or adds to it, sixteen units at a time.
  @inline(__always)
  private func give(_ target: GradientRows, _ value: (Int, Int) -> Lanes) {
    if target.adds {
      set(target.rows) { target.rows[$0][lanes: $1] + value($0, $1) }
    } else {
      set(target.rows, value)
    }
  }

  /// From the gradient d of y = a sign b, those of a and b; nil where they are not asked for.
  func combineBackward(
    _ sign: Expression.Operator, _ d: Rows, a: Rows, b: Rows, aGradient: GradientRows?,
    bGradient: GradientRows?
  ) {
    if let aGradient {
      switch sign {
      case .plus, .minus: give(aGradient) { d[$0][lanes: $1] }
      case .times: give(aGradient) { d[$0][lanes: $1] * b[$0][lanes: $1] }
      case .over: give(aGradient) { d[$0][lanes: $1] / divisor(b, $0, $1) }
      }
    }
    guard let bGradient else { return }
    switch sign {
    case .plus: give(bGradient) { d[$0][lanes: $1] }
    case .minus: give(bGradient) { -d[$0][lanes: $1] }
    case .times: give(bGradient) { d[$0][lanes: $1] * a[$0][lanes: $1] }
    case .over:
      give(bGradient) {
        let below = divisor(b, $0, $1)
        return -(d[$0][lanes: $1] * a[$0][lanes: $1]) / (below * below)
      }
    }
  }

  /// From the gradient d of y = f(a), that of a.
  func applyBackward(
    _ function: CellFunction, _ d: Rows, a: Rows, y: Rows, into aGradient: GradientRows
  ) {
    switch function {
    case .sigmoid:
      give(aGradient) {
        let value = y[$0][lanes: $1]
        return d[$0][lanes: $1] * value * (1 - value)
      }
    case .tanh:
      give(aGradient) {
        let value = y[$0][lanes: $1]
        return d[$0][lanes: $1] * (1 - value * value)
      }
    case .relu:
      give(aGradient) {
        Lanes().replacing(with: d[$0][lanes: $1], where: y[$0][lanes: $1] .> Lanes())
      }
    case .softplus: give(aGradient) { d[$0][lanes: $1] * sigmoid(a[$0][lanes: $1]) }
    case .positive: give(aGradient) { d[$0][lanes: $1] * positiveSlope(y[$0][lanes: $1]) }
    case .exp: give(aGradient) { d[$0][lanes: $1] * y[$0][lanes: $1] }
    }
  }

  /// From the gradient d of y = -a, that of a.
  func negateBackward(_ d: Rows, into aGradient: GradientRows) {
    give(aGradient) { -d[$0][lanes: $1] }
  }
}

/// Rows of a gradient, and whether something is in them already that is added to.
struct GradientRows {
  let rows: Rows
  let adds: Bool
}
