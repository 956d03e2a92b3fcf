import Screen

/// Named numbers as horizontal bars, one row each, the number always beside its bar.
///
///     input    ██████▎                0.312
///     forget   ███████████████████▊   0.987
public struct Bars: Chart {
  /// One row.
  public struct Bar: Sendable, Hashable {
    /// Written at the left.
    public var name: String
    /// The bar's length and the number at its right.
    public var value: Float
    /// The bar's colour.
    public var ink: Ink

    /// A named number.
    public init(_ name: String, _ value: Float, ink: Ink = .first) {
      self.name = name
      self.value = value
      self.ink = ink
    }
  }

  /// The rows from top to bottom.
  public var bars: [Bar]
  /// The values of an empty and of a full bar; zero to the largest value when nil. Where it reaches
  /// below zero, bars begin at zero and go to both sides.
  public var range: ClosedRange<Float>?

  /// Bars over a common range.
  public init(_ bars: [Bar], range: ClosedRange<Float>? = nil) {
    self.bars = bars
    self.range = range
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let names = bars.map { capabilities.text($0.name) }
    let numberWidth = 8
    let longest = names.map { Screen.columns(of: $0) }.max() ?? 0
    let nameWidth = min(longest, max(0, area.width - numberWidth - 2))
    let (nameArea, rest) = area.split(left: nameWidth, gap: 2)
    let (numberArea, barArea) = rest.split(right: numberWidth, gap: 1)
    let scale = self.scale
    for (row, bar) in bars.prefix(area.height).enumerated() {
      let y = area.y + row
      let name = clipped(names[row], to: nameWidth, ellipsis: capabilities.text("…"))
      grid.put(name, x: nameArea.x, y: y, within: nameArea)
      let style = bar.value.isFinite ? Style.plain : Style(.bad)
      grid.put(
        SmallNumber.padded(bar.value, width: numberArea.width), x: numberArea.x, y: y,
        style: style, within: numberArea)
      draw(bar, scale, y, in: barArea, on: &grid, capabilities)
    }
  }

  private var scale: ValueRange {
    if let range, range.lowerBound.isFinite, range.upperBound.isFinite,
      range.lowerBound < range.upperBound
    {
      return ValueRange(Double(range.lowerBound), Double(range.upperBound))
    }
    var known = ValueRange(bars.lazy.map(\.value)) ?? ValueRange(0, 1)
    known.include(0)
    return known.high > known.low ? known : ValueRange(0, 1)
  }

  private func draw(
    _ bar: Bar, _ scale: ValueRange, _ y: Int, in area: Rectangle, on grid: inout Grid,
    _ capabilities: Capabilities
  ) {
    guard !area.isEmpty, bar.value.isFinite else { return }
    let eighths = Double(area.width * 8)
    func position(_ value: Double) -> Int {
      let part = (value - scale.low) / (scale.high - scale.low)
      return Int((min(max(part, 0), 1) * eighths).rounded())
    }
    let zero = position(min(max(0, scale.low), scale.high)) / 8 * 8
    let end = position(Double(bar.value))
    let style = Style(bar.ink)
    if end >= zero {
      for column in zero / 8..<min(area.width, (end + 7) / 8) {
        let character = Eighths.horizontal(end - column * 8, capabilities.glyphs)
        grid.put(String(character), x: area.x + column, y: y, style: style, within: area)
      }
    } else {
      // There are no blocks that grow from the right in eighths, so this side has halves.
      for column in end / 8..<zero / 8 {
        let isHalf = column == end / 8 && end % 8 >= 4
        let character = isHalf ? capabilities.glyph("▐") : capabilities.glyph("█")
        grid.put(character, x: area.x + column, y: y, style: style, within: area)
      }
    }
    if zero > 0, end == zero {
      grid.put(capabilities.glyph("▏"), x: area.x + zero / 8, y: y, style: .dim, within: area)
    }
  }
}
