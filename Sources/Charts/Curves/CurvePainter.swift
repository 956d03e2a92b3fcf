import Screen

/// Draws baselines, events and curves onto a canvas, values turned into dots.
struct CurvePainter {
  /// What has been drawn so far.
  private(set) var canvas: Canvas
  private let columns: Axis
  private let rows: Axis

  /// A painter for a plot with its two axes.
  init(plot: Rectangle, columns: Axis, rows: Axis, tier: GlyphTier) {
    canvas = Canvas(columns: plot.width, rows: plot.height, tier: tier)
    self.columns = columns
    self.rows = rows
  }

  /// Dotted lines across, one dot in each cell, at the exact heights.
  mutating func draw(_ baselines: [BaselineLine]) {
    canvas.beginLayer(.rule, .dots)
    for y in baselines.compactMap({ dotRow($0.value) }) {
      for column in 0..<canvas.columns {
        canvas.set(column * canvas.dotsAcross, y)
      }
    }
  }

  /// A dotted line down.
  mutating func draw(_ event: ChartEvent) {
    guard let column = columns.cell(of: event.x) else { return }
    canvas.beginLayer(Style(event.ink), .dots)
    for y in stride(from: 0, to: canvas.height, by: 2) {
      canvas.set(column * canvas.dotsAcross, y)
    }
  }

  /// A line down at a cell that is being read.
  mutating func drawCursor(at x: Float) {
    guard let column = columns.cell(of: x) else { return }
    canvas.beginLayer(.accent, .curve(.solid))
    for y in 0..<canvas.height { canvas.set(column * canvas.dotsAcross, y) }
  }

  /// A curve in front of everything so far.
  mutating func draw(_ series: Series) {
    canvas.beginLayer(Style(series.ink), .curve(series.pattern))
    var trace = Trace(series.pattern)
    for point in series.points {
      guard let x = columns.position(of: point.x), let y = rows.position(of: point.y) else {
        trace.add(nil, on: &canvas)
        continue
      }
      let across = Double(canvas.dotsAcross)
      let down = Double(canvas.dotsDown)
      trace.add(
        (
          (x + 0.5) * across - 0.5,
          (Double(canvas.rows) - 0.5 - y) * down - 0.5
        ), on: &canvas)
    }
    trace.finish(on: &canvas)
  }

  /// The row of dots of a value, if it is on the canvas.
  private func dotRow(_ value: Float) -> Int? {
    if rows.scale == .logarithmic, value <= 0 { return nil }
    guard let position = rows.position(of: value) else { return nil }
    let y = (Double(canvas.rows) - 0.5 - position) * Double(canvas.dotsDown) - 0.5
    guard y > -1, y < Double(canvas.height) else { return nil }
    let row = Int(y.rounded())
    return row >= 0 && row < canvas.height ? row : nil
  }
}
