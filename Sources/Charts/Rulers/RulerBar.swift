import Screen

/// One bar of a gradient ruler, from the lower edge up to its value.
struct RulerBar {
  private enum Kind {
    case bar(eighths: Int)
    case zero, subnormal, notNumber, infinite
  }

  private let kind: Kind
  private let tier: GlyphTier

  /// The bar of a value, by the axis at its left.
  init(_ value: Float, _ axis: Axis, _ tier: GlyphTier) {
    self.tier = tier
    if value.isNaN || value < 0 {
      kind = .notNumber
    } else if value == .infinity {
      kind = .infinite
    } else if value == 0 {
      kind = .zero
    } else if value < .leastNormalMagnitude {
      kind = .subnormal
    } else {
      let height = (axis.position(of: value) ?? 0) + 0.5
      kind = .bar(eighths: Eighths.count(height, cells: axis.cells))
    }
  }

  /// What the bar shows on a row, 0 being the lowest.
  func glyph(row: Int, rows: Int) -> Glyph {
    switch kind {
    case .bar(let eighths):
      return Glyph(Eighths.vertical(eighths - 8 * row, tier), Style(.area))
    case .zero:
      return row == 0 ? Glyph("0", .dim) : .blank
    case .subnormal:
      return row == 0 ? Glyph(tier == .ascii ? "." : "▁", Style(.warning)) : .blank
    case .notNumber:
      return row == 0 ? Glyph(tier == .ascii ? "x" : "✗", Style(.bad, bold: true)) : .blank
    case .infinite:
      return Glyph(Eighths.vertical(8, tier), Style(.bad))
    }
  }
}
