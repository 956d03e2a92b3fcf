import Screen

/// A text whose tokens carry a number or a tag each: the number as a shade behind the token, the
/// tag under it. Lines wrap between tokens.
public struct TokenStrip: Chart {
  /// One token.
  public struct Token: Sendable, Hashable {
    /// The token as written.
    public var text: String
    /// Its number; no shade when nil.
    public var value: Float?
    /// What is written under it.
    public var tag: String
    /// Its colour where it has no number.
    public var ink: Ink

    /// A token with what it carries.
    public init(_ text: String, value: Float? = nil, tag: String = "", ink: Ink = .plain) {
      (self.text, self.value, self.tag, self.ink) = (text, value, tag, ink)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The tokens in order.
  public var tokens: [Token]
  /// Which numbers are told apart.
  public var range: ShadeRange

  /// A strip of tokens.
  public init(
    title: String = "", status: String = "", tokens: [Token], range: ShadeRange = .unit
  ) {
    self.title = title
    self.status = status
    self.tokens = tokens
    self.range = range
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let shading = Shading(range, of: tokens.compactMap(\.value), capabilities)
    let hasMarks = hasMarks(capabilities)
    let pitch = pitch(capabilities)
    for (token, slot) in zip(tokens, slots(width: body.width, capabilities)) {
      let text = capabilities.text(token.text)
      let tag = capabilities.text(token.tag)
      let x = body.x + slot.column
      let y = body.y + slot.line * (pitch + (pitch > 1 ? 1 : 0))
      guard y + pitch <= body.maxY else { return }
      var style = Style(token.ink)
      var row = y
      if let value = token.value {
        let glyph = shading.glyph(value)
        if let background = glyph.style.background {
          style = Style(background.text, on: background)
        } else if hasMarks {
          row += 1
          let mark = String(repeating: String(glyph.character ?? " "), count: columns(of: text))
          grid.put(mark, x: x, y: row, style: glyph.style, within: body)
        }
      }
      grid.put(text, x: x, y: y, style: style, within: body)
      if style.background != nil {
        // One band of shades is calmer than a stripe for every token.
        grid.put(" ", x: x + columns(of: text), y: y, style: style, within: body)
      }
      if hasTags { grid.put(tag, x: x, y: row + 1, style: .dim, within: body) }
    }
  }

  private var hasTags: Bool { tokens.contains { !$0.tag.isEmpty } }

  /// Whether numbers have a row of their own, for lack of colours.
  private func hasMarks(_ capabilities: Capabilities) -> Bool {
    capabilities.colors != .colors256 && tokens.contains { $0.value != nil }
  }

  /// Rows of a line of tokens.
  private func pitch(_ capabilities: Capabilities) -> Int {
    1 + (hasTags ? 1 : 0) + (hasMarks(capabilities) ? 1 : 0)
  }

  /// Column and line of every token.
  private func slots(
    width: Int, _ capabilities: Capabilities
  ) -> [(column: Int, line: Int)] {
    var (column, line) = (0, 0)
    return tokens.map { token in
      let texts = [token.text, token.tag].map { columns(of: capabilities.text($0)) }
      let wide = texts.max() ?? 0
      if column > 0, column + wide > width { (column, line) = (0, line + 1) }
      defer { column += wide + (hasTags ? 2 : 1) }
      return (column, line)
    }
  }

  /// Title and lines.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    guard let last = slots(width: width, capabilities).last else { return nil }
    let pitch = pitch(capabilities)
    let rows = 1 + (last.line + 1) * (pitch + (pitch > 1 ? 1 : 0))
    return rows...rows
  }
}
