extension Grid {
  /// The picture as an SVG image that looks like the terminal it was drawn for.
  ///
  /// Every word begins at its exact column and is as wide as its columns, whatever font the viewer
  /// has. Braille dots, blocks and box lines are shapes instead of text: they join without seams,
  /// and no font can misplace them.
  ///
  /// - Parameters:
  ///   - theme: the colours
  ///   - title: read aloud by screen readers, for example `loss of a network on recall`
  public func svg(theme: Theme = .dark, title: String = "") -> String {
    var picture = SvgPicture()
    for y in 0..<height {
      for (x, glyph) in row(y).enumerated() {
        picture.add(glyph, x: x, y: y)
      }
      picture.endRow(y)
    }
    let margin = 16
    let width = self.width * SvgPicture.columnWidth + 2 * margin
    let height = self.height * SvgPicture.rowHeight + 2 * margin
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img">
      <title>\(title.escapedForXml)</title>
      <style>
      \(SvgPicture.rules(theme))</style>
      <rect width="\(width)" height="\(height)" rx="10" fill="\(Palette.hex(theme.background))"/>
      <g transform="translate(\(margin) \(margin))">
      \(picture.elements())</g>
      </svg>

      """
  }
}

/// Collects glyphs into as few elements as possible: one path for each ink and kind of shape, one
/// text element for each word of equal style.
private struct SvgPicture {
  /// Every class that has a colour, in the order of drawing.
  private static let names = Ink.all.map(\.name) + ["back"]

  static let columnWidth = 10
  static let rowHeight = 20

  /// By the name of the ink, or `back` for what is cut out of a reversed cell.
  private var shapes: [String: SvgShapes] = [:]
  private var backgrounds = ""
  private var texts = ""
  private var run: (style: Style, characters: String, start: Int, columns: Int)?

  /// The style sheet: a class for each ink, for its fills and for its strokes.
  static func rules(_ theme: Theme) -> String {
    var rules = """
      text{font:16.6px 'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace;\
      white-space:pre}
      .bold{font-weight:700}
      path{fill:none;stroke-width:1.2}
      .dots{stroke-width:3.5;stroke-linecap:round}
      .blocks{shape-rendering:crispEdges}
      .cell{shape-rendering:crispEdges}

      """
    for name in names {
      let ink = Ink.all.first { $0.name == name }
      let look = ink.map { theme.look(Style($0), depth: .colors256) }
      let color = Palette.hex(look == nil ? theme.background : look?.foreground ?? theme.text)
      rules += ".\(name){fill:\(color)}path.\(name){fill:none;stroke:\(color)}"
      rules += "path.blocks.\(name){fill:\(color);stroke:none}\n"
    }
    return rules
  }

  mutating func add(_ glyph: Glyph, x: Int, y: Int) {
    guard let character = glyph.character, !glyph.isInvisible else { return }
    let style = glyph.style
    let left = x * Self.columnWidth
    let top = y * Self.rowHeight
    let columns = Screen.columns(of: character)
    if let behind = style.reverse ? style.ink : style.background {
      backgrounds +=
        "<rect class=\"cell \(behind.name)\" x=\"\(left)\" y=\"\(top)\" "
        + "width=\"\(columns * Self.columnWidth)\" height=\"\(Self.rowHeight)\"/>\n"
    }
    let name = style.reverse ? "back" : style.ink.name
    if style.underline {
      shapes[name, default: SvgShapes()].underline(x: left, y: top, columns: columns)
    }
    if character == " " || shapes[name, default: SvgShapes()].add(character, x: left, y: top) {
      return
    }
    if run?.style != style || run.map({ $0.start + $0.columns != x }) ?? true {
      endRow(y)
      run = (style, "", x, 0)
    }
    run?.characters.append(character)
    run?.columns += columns
  }

  /// Writes the word that a blank, a change of style or the row ends.
  mutating func endRow(_ y: Int) {
    guard let run else { return }
    self.run = nil
    var classes = run.style.reverse ? "back" : run.style.ink.name
    if run.style.bold { classes += " bold" }
    texts +=
      "<text class=\"\(classes)\" x=\"\(run.start * Self.columnWidth)\" "
      + "y=\"\(y * Self.rowHeight + 15)\" textLength=\"\(run.columns * Self.columnWidth)\">"
      + run.characters.escapedForXml + "</text>\n"
  }

  func elements() -> String {
    backgrounds
      + Self.names.compactMap { name in shapes[name]?.elements(name) }.joined()
      + texts
  }
}

extension String {
  /// The text with the characters escaped that mean something in XML.
  fileprivate var escapedForXml: String {
    var result = ""
    for character in self {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
