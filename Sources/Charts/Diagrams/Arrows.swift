import Screen

/// Numbers with a sign as arrows from zero, all on one scale, each with its name and its number.
public struct Arrows: Chart {
  /// One arrow.
  public struct Arrow: Sendable, Hashable {
    /// Above it.
    public var name: String
    /// How far it reaches, and to which side.
    public var value: Float
    /// Its colour.
    public var ink: Ink

    /// An arrow from zero.
    public init(_ name: String, _ value: Float, ink: Ink = .first) {
      (self.name, self.value, self.ink) = (name, value, ink)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// From top to bottom.
  public var arrows: [Arrow]
  /// What lies at either side: what a negative arrow means, and a positive one.
  public var sides: (left: String, right: String)
  /// The number at either end; the largest there is when nil.
  public var limit: Float?

  /// Arrows.
  public init(
    title: String = "", status: String = "", arrows: [Arrow],
    sides: (left: String, right: String) = ("", ""), limit: Float? = nil
  ) {
    (self.title, self.status, self.arrows) = (title, status, arrows)
    (self.sides, self.limit) = (sides, limit)
  }

  /// Title, sides, and for every arrow its name, itself and a blank row.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    let rows = 2 + 3 * max(2, arrows.count)
    return rows...rows + 1
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    var body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    if body.height > 1 + 3 * arrows.count { body = body.inset(left: 0, top: 1, right: 0) }
    let largest = arrows.map { abs($0.value) }.filter(\.isFinite).max() ?? 1
    let known = limit.flatMap { $0.isFinite ? $0 : nil } ?? largest
    let scale = max(known, .leastNormalMagnitude)
    let half = max(1, (body.width - 1) / 2 - 8)
    let zero = body.x + body.width / 2
    grid.put(capabilities.text(sides.left), x: body.x, y: body.y, style: .dim, within: body)
    grid.put(
      capabilities.text(sides.right), endingAt: body.maxX, y: body.y, style: .dim, within: body)
    for y in body.y..<min(body.maxY, body.y + 1 + 3 * arrows.count) {
      grid.put(capabilities.glyph("│"), x: zero, y: y, style: .rule, within: body)
    }
    for (index, arrow) in arrows.enumerated() {
      let y = body.y + 2 + 3 * index
      guard y < body.maxY else { return }
      grid.put(capabilities.text(arrow.name), x: body.x, y: y - 1, style: .strong, within: body)
      let text = SmallNumber.text(arrow.value)
      guard arrow.value.isFinite else {
        grid.put(text, x: zero + 2, y: y, style: .bad, within: body)
        continue
      }
      let share = min(1, abs(arrow.value) / scale)
      let length = Int((share * Float(half)).rounded())
      let line = String(repeating: capabilities.glyph("━"), count: max(0, length - 1))
      let style = Style(arrow.ink, bold: true)
      if length == 0 {
        grid.put(text, x: zero + 2, y: y, style: .plain, within: body)
      } else if arrow.value > 0 {
        grid.put(line + capabilities.glyph("▶"), x: zero + 1, y: y, style: style, within: body)
        grid.put(text, x: zero + length + 2, y: y, style: .plain, within: body)
      } else {
        let x = zero - length
        grid.put(capabilities.glyph("◀") + line, x: x, y: y, style: style, within: body)
        grid.put(text, endingAt: x - 1, y: y, style: .plain, within: body)
      }
    }
  }
}

extension Arrows {
  /// Every arrow with its number and the side that it points to.
  public var sentence: String {
    let parts = arrows.map { arrow in
      let side = arrow.value < 0 ? sides.left : sides.right
      return "\(arrow.name) \(SmallNumber.text(arrow.value))" + (side.isEmpty ? "" : ", \(side)")
    }
    return title + (title.isEmpty ? "" : ": ")
      + (parts.isEmpty ? "nothing yet" : parts.joined(separator: "; "))
  }

  /// A row for every arrow.
  public var table: ChartTable {
    ChartTable(
      header: ["name", "value"], rows: arrows.map { [$0.name, ChartTable.number($0.value)] })
  }
}
