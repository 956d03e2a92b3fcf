extension Configuration {
  /// The gates of this cell that may be clamped to 0 or 1, by their symbols.
  public var clampableGates: [String] {
    let (kind, equations) = (cellKind, cellKind.cellEquations)
    guard kind.isGated else { return [] }
    return equations.gates.filter(\.canBeClamped).map(\.symbol).filter { symbol in
      // A cell of one's own is held by its equations; what is left of them must be a cell.
      !kind.isOwn || [0, 1].allSatisfy { equations.holding(symbol, at: $0) != nil }
    }
  }
}
