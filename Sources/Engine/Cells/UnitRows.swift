/// What a cell's program does to rows of units, forward and backward: one loop over rows and lanes
/// for each operation.
struct UnitRows {
  /// Which sequences.
  let rows: Range<Int>
  /// Units; their rows are padded to whole lanes.
  let hidden: Int

  /// y = value(row, unit) for sixteen units at a time.
  @inline(__always)
  func set(_ y: Rows, _ value: (Int, Int) -> Lanes) {
    for row in rows {
      let target = y[row]
      for unit in stride(from: 0, to: hidden, by: 16) { target[lanes: unit] = value(row, unit) }
    }
  }

  /// A divisor, with ones in the padding, where zero would be divided by zero.
  @inline(__always)
  func divisor(_ b: Rows, _ row: Int, _ unit: Int) -> Lanes {
    let lanes = b[row][lanes: unit]
    guard unit + 16 > hidden else { return lanes }
    return Lanes(repeating: 1).replacing(with: lanes, where: firstLanes(hidden - unit))
  }

  /// y = a + b, a - b, a * b or a / b
  func combine(_ sign: Expression.Operator, _ a: Rows, _ b: Rows, into y: Rows) {
    switch sign {
    case .plus: set(y) { a[$0][lanes: $1] + b[$0][lanes: $1] }
    case .minus: set(y) { a[$0][lanes: $1] - b[$0][lanes: $1] }
    case .times: set(y) { a[$0][lanes: $1] * b[$0][lanes: $1] }
    case .over: set(y) { a[$0][lanes: $1] / divisor(b, $0, $1) }
    }
  }

  /// y = f(a)
  func apply(_ function: CellFunction, _ a: Rows, into y: Rows) {
    switch function {
    case .sigmoid: set(y) { sigmoid(a[$0][lanes: $1]) }
    case .tanh: set(y) { tanh(a[$0][lanes: $1]) }
    case .relu:
      // Written so that not-a-number stays what it is.
      set(y) {
        let lanes = a[$0][lanes: $1]
        return lanes.replacing(with: Lanes(), where: lanes .< Lanes())
      }
    case .softplus: set(y) { softplus(a[$0][lanes: $1]) }
    case .positive: set(y) { positive(a[$0][lanes: $1]) }
    case .exp: set(y) { exp(a[$0][lanes: $1]) }
    }
  }

  /// y = -a
  func negate(_ a: Rows, into y: Rows) { set(y) { -a[$0][lanes: $1] } }

  /// Makes the padding of y zero.
  func clearPadding(_ y: Rows) {
    let rest = hidden % 16
    guard rest != 0 else { return }
    for row in rows {
      let last = y[row].advanced(by: hidden - rest)
      last[lanes: 0] = Lanes().replacing(with: last[lanes: 0], where: firstLanes(rest))
    }
  }
}
