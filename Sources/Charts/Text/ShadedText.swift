import Screen

/// A running text with a shade behind every character, its lines broken as the text breaks them and
/// at the edge.
public struct ShadedText: Chart {
  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The characters in order, each with its number.
  public var characters: [(text: String, value: Float)]
  /// Which numbers are told apart.
  public var range: ShadeRange

  /// A text and its numbers.
  public init(
    title: String = "", status: String = "", characters: [(text: String, value: Float)],
    range: ShadeRange = .signed(limit: 1)
  ) {
    (self.title, self.status, self.characters, self.range) = (title, status, characters, range)
  }

  /// Draws the chart with the glyphs that the capabilities allow: without colours a mark below
  /// every character is its shade.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let shading = Shading(range, of: characters.map(\.value), capabilities)
    let hasColors = capabilities.colors == .colors256
    let pitch = hasColors ? 1 : 2
    for (character, slot) in zip(characters, slots(width: body.width, capabilities)) {
      let (x, y) = (body.x + slot.column, body.y + slot.line * pitch)
      guard y < body.maxY else { return }
      let text = Self.shown(character.text, capabilities)
      let glyph = shading.glyph(character.value)
      if let background = glyph.style.background {
        grid.put(text, x: x, y: y, style: Style(background.text, on: background), within: body)
      } else {
        grid.put(text, x: x, y: y, style: .plain, within: body)
        let mark = String(repeating: String(glyph.character ?? " "), count: columns(of: text))
        grid.put(mark, x: x, y: y + 1, style: glyph.style, within: body)
      }
    }
  }

  /// A character as it is drawn: what has no shape of its own is a blank.
  private static func shown(_ text: String, _ capabilities: Capabilities) -> String {
    let drawn = text == "\n" || text == "\t" ? " " : capabilities.text(text)
    return columns(of: drawn) > 0 ? drawn : " "
  }

  /// Column and line of every character.
  private func slots(
    width: Int, _ capabilities: Capabilities
  ) -> [(column: Int, line: Int)] {
    var (column, line) = (0, 0)
    return characters.map { character in
      let wide = columns(of: Self.shown(character.text, capabilities))
      if column > 0, column + wide > width { (column, line) = (0, line + 1) }
      defer {
        column += wide
        if character.text == "\n" { (column, line) = (0, line + 1) }
      }
      return (column, line)
    }
  }

  /// Title and lines.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    guard let last = slots(width: width, capabilities).last else { return nil }
    let rows = 1 + (last.line + 1) * (capabilities.colors == .colors256 ? 1 : 2)
    return rows...rows
  }
}

extension ShadedText {
  /// The characters at which the numbers are highest and lowest.
  public var sentence: String {
    guard let high = characters.max(by: { $0.value < $1.value }),
      let low = characters.min(by: { $0.value < $1.value })
    else { return title + ": nothing yet" }
    func told(_ character: (text: String, value: Float)) -> String {
      let name = character.text == "\n" ? "a line end" : "'\(character.text)'"
      return "\(SmallNumber.text(character.value, digits: 2)) after \(name)"
    }
    return "\(title): highest \(told(high)), lowest \(told(low))"
  }

  /// A row for every character.
  public var table: ChartTable {
    ChartTable(
      header: ["character", "value"],
      rows: characters.map { [$0.text == "\n" ? "\\n" : $0.text, ChartTable.number($0.value)] })
  }
}
