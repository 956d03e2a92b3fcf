/// Ablation in the equations of a cell.
extension CellEquations {
  /// The equations with the symbol `symbol` held at `value`, and without those that then nothing
  /// uses; nil where what is left is no cell.
  public func holding(_ symbol: String, at value: Double) -> CellEquations? {
    var left = equations.filter { $0.symbol != symbol }.map {
      ($0.symbol, $0.expression.replacing(symbol, with: value))
    }
    let after = Set(states.map { $0 + "'" })
    while true {
      let used = Set(left.flatMap(\.1.symbols)).union(after)
      let needed = left.filter { used.contains($0.0) }
      guard needed.count < left.count else { break }
      left = needed
    }
    let text = left.map { "\($0) = \($1)" }.joined(separator: "\n")
    // A cell that no longer sees its input, or whose state nothing uses, is none.
    guard let held = try? CellEquations(text), !held.inputMatrices.isEmpty else { return nil }
    return held
  }
}

extension Expression {
  fileprivate func replacing(_ symbol: String, with value: Double) -> Expression {
    switch self {
    case .symbol(let name): name == symbol ? .number(value) : self
    case .number: self
    case .product(let matrix, let inner):
      .product(matrix: matrix, of: inner.replacing(symbol, with: value))
    case .apply(let function, let inner):
      .apply(function, inner.replacing(symbol, with: value))
    case .negative(let inner): .negative(inner.replacing(symbol, with: value))
    case .combine(let sign, let a, let b):
      .combine(sign, a.replacing(symbol, with: value), b.replacing(symbol, with: value))
    }
  }
}
