import Screen

/// A small curve of blocks without axes, one column for each value. With more values than columns
/// the newest are shown, at the right end.
public struct Sparkline: Chart {
  /// The values from left to right.
  public var values: [Float]
  /// The values of an empty and of a full column; those of the data when nil.
  public var range: ClosedRange<Float>?
  /// The colour.
  public var ink: Ink

  /// A sparkline of values.
  public init(values: [Float], range: ClosedRange<Float>? = nil, ink: Ink = .first) {
    self.values = values
    self.range = range
    self.ink = ink
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let shown = values.suffix(area.width)
    let given = range.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }
    let known =
      given.map { ValueRange(Double($0.lowerBound), Double($0.upperBound)) } ?? ValueRange(shown)
    for (column, value) in shown.enumerated() {
      let x = area.x + column
      guard value.isFinite, let known else {
        grid.put(capabilities.glyph("✗"), x: x, y: area.maxY - 1, style: Style(.bad), within: area)
        continue
      }
      let span = known.high - known.low
      let height = span > 0 ? (Double(value) - known.low) / span * Double(area.height) : 0
      let eighths = Eighths.count(height, cells: area.height)
      for row in 0..<min(area.height, (eighths + 7) / 8) {
        let character = Eighths.vertical(eighths - 8 * row, capabilities.glyphs)
        grid.put(
          String(character), x: x, y: area.maxY - 1 - row, style: Style(ink), within: area)
      }
    }
  }
}
