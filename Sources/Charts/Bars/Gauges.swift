import Screen

/// Numbers from 0 to 1, or from -1 to 1, as upright gauges, each with its number below and its name
/// below that: the gates of one unit.
public struct Gauges: Chart {
  /// One gauge.
  public struct Gauge: Sendable, Hashable {
    /// Under the gauge.
    public var name: String
    /// How full it is.
    public var value: Float
    /// Whether it may be negative, so that its zero is in the middle.
    public var isSigned: Bool
    /// Whether it is the one being spoken of.
    public var isMarked: Bool
    /// Its colour.
    public var ink: Ink

    /// A gauge with its number.
    public init(
      _ name: String, _ value: Float, isSigned: Bool = false, isMarked: Bool = false,
      ink: Ink = .first
    ) {
      (self.name, self.value) = (name, value)
      (self.isSigned, self.isMarked, self.ink) = (isSigned, isMarked, ink)
    }
  }

  /// The gauges from left to right.
  public var gauges: [Gauge]

  /// Gauges side by side.
  public init(_ gauges: [Gauge]) { self.gauges = gauges }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty, !gauges.isEmpty else { return }
    let names = gauges.map { capabilities.text($0.name) }
    let widest = max(6, names.map { columns(of: $0) }.max() ?? 0)
    let pitch = min(widest + 2, max(1, area.width / gauges.count))
    let words = min(2, max(0, area.height - 1))
    let tube = area.split(bottom: words).rest
    for (index, gauge) in gauges.enumerated() {
      let frame = Rectangle(x: area.x + index * pitch, y: area.y, width: pitch, height: area.height)
        .intersection(area)
      guard frame.width > 0 else { continue }
      let column = Rectangle(
        x: frame.x + max(0, (frame.width - 4) / 2), y: tube.y, width: min(3, frame.width),
        height: tube.height)
      draw(gauge, in: column.intersection(frame), on: &grid, capabilities)
      let width = max(1, frame.width - 1)
      if words > 0 {
        let style: Style = gauge.isMarked ? .accent.bolded : gauge.value.isFinite ? .plain : .bad
        centre(
          SmallNumber.text(gauge.value, digits: 2), in: frame, width, y: tube.maxY, style, on: &grid
        )
      }
      if words > 1 {
        let style: Style = gauge.isMarked ? .accent.bolded : .dim
        let name = clipped(names[index], to: width, ellipsis: capabilities.text("…"))
        centre(name, in: frame, width, y: tube.maxY + 1, style, on: &grid)
      }
    }
  }

  private func centre(
    _ text: String, in frame: Rectangle, _ width: Int, y: Int, _ style: Style, on grid: inout Grid
  ) {
    let x = frame.x + max(0, (width - columns(of: text)) / 2)
    grid.put(text, x: x, y: y, style: style, within: frame)
  }

  private func draw(
    _ gauge: Gauge, in tube: Rectangle, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    let low = gauge.isSigned ? -1.0 : 0
    let eighths = tube.height * 8
    for row in 0..<tube.height {
      for x in tube.x..<tube.maxX {
        grid.put(capabilities.glyph("·"), x: x, y: tube.y + row, style: .rule, within: tube)
      }
    }
    guard gauge.value.isFinite, eighths > 0 else { return }
    let share = min(max((Double(gauge.value) - low) / (1 - low), 0), 1)
    let zero = gauge.isSigned ? eighths / 2 : 0
    let edge = Int((share * Double(eighths)).rounded())
    let (from, to) = (min(zero, edge), max(zero, edge, gauge.isSigned ? zero + 1 : 0))
    for row in 0..<tube.height {
      let base = row * 8
      let (begin, end) = (max(from - base, 0), min(to - base, 8))
      guard end > begin else { continue }
      // A part that hangs from above has no blocks of its own; halves stand in.
      let character: Character =
        begin == 0 || end < 8
        ? Eighths.vertical(end, capabilities.glyphs)
        : begin <= 2
          ? Eighths.vertical(8, capabilities.glyphs)
          : begin < 6
            ? (capabilities.glyphs == .ascii ? "\"" : "▀")
            : (capabilities.glyphs == .ascii ? "'" : "▔")
      for x in tube.x..<tube.maxX {
        grid.put(
          String(character), x: x, y: tube.maxY - 1 - row, style: Style(gauge.ink), within: tube)
      }
    }
  }
}
