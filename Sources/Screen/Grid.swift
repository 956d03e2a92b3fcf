/// A place on the screen: a character in a style. A wide character is followed by an empty place.
public struct Glyph: Sendable, Hashable {
  /// The character; nil is the second half of the wide one before.
  public var character: Character?
  /// How it looks.
  public var style: Style

  /// A blank.
  public static let blank = Glyph(character: " ", style: .plain)
}

/// A screen as a value: rows of glyphs. Drawing outside it does nothing.
public struct Grid: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  private var glyphs: [Glyph]

  /// A blank screen; negative sizes become zero.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    glyphs = Array(repeating: .blank, count: self.width * self.height)
  }

  /// All of it.
  public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: width, height: height) }

  /// The glyph at a place; blank outside.
  public subscript(x: Int, y: Int) -> Glyph {
    bounds.contains(x: x, y: y) ? glyphs[y * width + x] : .blank
  }

  /// The glyphs of row `y`.
  public func row(_ y: Int) -> ArraySlice<Glyph> {
    guard (0..<height).contains(y) else { return [] }
    return glyphs[y * width..<(y + 1) * width]
  }

  /// Writes `text` from column `x` of row `y` on, cut at the edges of `clip` (or of the screen).
  ///
  /// Control characters are written as `?`, so that no text can speak to the terminal.
  /// - Returns: the columns that the whole text takes.
  @discardableResult
  public mutating func put(
    _ text: String, x: Int, y: Int, style: Style, within clip: Rectangle? = nil
  ) -> Int {
    var column = x
    for character in text {
      column += put(character, x: column, y: y, style: style, within: clip)
    }
    return column - x
  }

  /// Writes one character; returns its columns.
  @discardableResult
  public mutating func put(
    _ character: Character, x: Int, y: Int, style: Style, within clip: Rectangle? = nil
  ) -> Int {
    let width = columns(of: character)
    guard width > 0 else { return 0 }
    let clip = clip ?? bounds
    guard clip.contains(x: x, y: y), clip.contains(x: x + width - 1, y: y),
      bounds.contains(x: x, y: y), bounds.contains(x: x + width - 1, y: y)
    else { return width }
    clearHalf(of: x, y)
    if width == 2 { clearHalf(of: x + 1, y) }
    glyphs[y * self.width + x] = Glyph(character: Self.safe(character), style: style)
    if width == 2 { glyphs[y * self.width + x + 1] = Glyph(character: nil, style: style) }
    return width
  }

  /// Blanks the other half of a wide character whose half is about to be overwritten.
  private mutating func clearHalf(of x: Int, _ y: Int) {
    let place = y * width + x
    if glyphs[place].character == nil && x > 0 { glyphs[place - 1] = .blank }
    if x + 1 < width && glyphs[place + 1].character == nil { glyphs[place + 1] = .blank }
  }

  private static func safe(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first else { return " " }
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    return isControl || scalar.properties.generalCategory == .control ? "?" : character
  }

  /// The same screen in ASCII only; see `asciiCharacter`.
  public func asciiOnly() -> Grid {
    var grid = self
    for place in glyphs.indices {
      grid.glyphs[place].character = glyphs[place].character.map(asciiCharacter) ?? "?"
    }
    return grid
  }

  /// Each row as text, without blanks at its end.
  public func lines() -> [String] {
    (0..<height).map { y in
      var line = ""
      for glyph in row(y) {
        if let character = glyph.character { line.append(character) }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The screen as plain text, a line a row.
  public func text() -> String {
    lines().map { $0 + "\n" }.joined()
  }
}

/// What stands for a character where only ASCII is shown: `-` for a rule, `*` for any dots.
func asciiCharacter(_ character: Character) -> Character {
  if character.isASCII { return character }
  switch character {
  case "─", "╌", "┄", "━", "–", "—": return "-"
  case "│", "┤", "├", "▏", "▎": return "|"
  case "┬", "┴", "┼", "└", "┌", "┐", "┘", "╰", "╭": return "+"
  case "·", "•": return "."
  case "▸", "→": return ">"
  case "←": return "<"
  case "↑": return "^"
  case "↓": return "v"
  case "✓", "●": return "*"
  case "○": return "o"
  case "✗": return "x"
  case "½": return "h"
  case "√": return "v"
  case "σ": return "s"
  case "τ": return "t"
  case "×": return "x"
  case "’", "‘": return "'"
  case "“", "”": return "\""
  default: break
  }
  guard let value = character.unicodeScalars.first?.value else { return "?" }
  switch value {
  case 0x2800: return " "
  case 0x2801...0x28FF: return "*"
  case 0x2581...0x2588: return "#"
  default: return "?"
  }
}
