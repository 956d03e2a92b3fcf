import Screen

/// The line of a gradient ruler: what was expected, in front of what was measured.
///
/// In braille it has the exact height, elsewhere a dash in the right row. Where it crosses a bar
/// its cell is reversed, so that the bar stays whole and the line is cut out of it. A cell that
/// the bar fills less than three quarters shows the line alone.
struct RulerLine {
  private var overlay: Grid
  private let tier: GlyphTier

  /// The line through values, by the axis at its left and the columns of their bars.
  init(_ values: [Float], _ axis: Axis, _ columns: RulerColumns, _ tier: GlyphTier) {
    self.tier = tier
    overlay = Grid(width: columns.width, height: axis.cells)
    let bars = (0..<columns.bars).map { bar -> (bar: Int, height: Double)? in
      guard let value = columns.largest(of: values, in: bar), value > 0 else { return nil }
      return axis.position(of: value).map { (bar, $0) }
    }
    if tier == .braille {
      drawDots(bars, columns)
    } else {
      drawDashes(bars, columns)
    }
  }

  /// Puts the line onto the bars.
  func draw(on grid: inout Grid, in plot: Rectangle) {
    for y in 0..<overlay.height {
      for (x, glyph) in overlay.row(y).enumerated() {
        guard let character = glyph.character, character != " " else { continue }
        let below = grid[plot.x + x, plot.y + y]
        let isBar = below.style.ink == .area && ["▆", "▇", "█"].contains(below.character)
        let style = isBar ? Style.area.reversed : Style(.second)
        grid.put(String(character), x: plot.x + x, y: plot.y + y, style: style, within: plot)
      }
    }
  }

  private mutating func drawDots(_ bars: [(bar: Int, height: Double)?], _ columns: RulerColumns) {
    var canvas = Canvas(columns: overlay.width, rows: overlay.height, tier: tier)
    canvas.beginLayer(.second, .curve(.solid))
    var trace = Trace(.solid)
    for one in bars {
      let point = one.map { one in
        (
          x: (columns.center(of: one.bar) + 0.5) * Double(canvas.dotsAcross) - 0.5,
          y: (Double(canvas.rows) - 0.5 - one.height) * Double(canvas.dotsDown) - 0.5
        )
      }
      trace.add(point, on: &canvas)
    }
    trace.finish(on: &canvas)
    canvas.draw(on: &overlay, in: overlay.bounds)
  }

  private mutating func drawDashes(_ bars: [(bar: Int, height: Double)?], _ columns: RulerColumns) {
    let dash = tier == .ascii ? "-" : "╌"
    for case let one? in bars {
      let row = (Double(overlay.height - 1) - one.height).rounded()
      guard row >= 0, row < Double(overlay.height) else { continue }
      for x in columns.columns(of: one.bar) {
        overlay.put(dash, x: x, y: Int(row))
      }
    }
  }
}
