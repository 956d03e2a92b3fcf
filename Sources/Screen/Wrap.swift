/// Breaks styled text into lines, ragged right.
///
/// Lines break at spaces and next to wide characters; a word is broken only when it is longer than
/// a whole line. Spaces at a break disappear, a no-break space (U+00A0) holds its neighbours
/// together, and a newline always begins a line. A word may change its style in the middle.
///
/// - Parameters:
///   - spans: the text
///   - width: columns; below 1 there are no lines, otherwise there is at least one
public func wrap(_ spans: [StyledText], width: Int) -> [[StyledText]] {
  guard width > 0 else { return [] }
  var lines = LineBreaker(width: width)
  for span in spans {
    let parts = span.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { lines.breakLine() }
      lines.add(String(part), span.style)
    }
  }
  return lines.finished()
}

/// Breaks plain text into lines, as for styled text.
public func wrap(_ text: String, width: Int) -> [String] {
  wrap([StyledText(text, .plain)], width: width).map { $0.map(\.text).joined() }
}

/// The text cut to a width, its end replaced by an ellipsis if it is too long.
public func clipped(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  guard columns(of: text) > width else { return text }
  let room = width - columns(of: ellipsis)
  guard room >= 0 else { return "" }
  var result = ""
  var used = 0
  forEachGlyph(in: text) { character, columns in
    used += columns
    if used <= room { result.append(character) }
    return used <= room
  }
  while result.last == " " { result.removeLast() }
  return result + ellipsis
}

/// Collects words into lines, glyph by glyph.
private struct LineBreaker {
  private typealias Piece = (character: Character, columns: Int, style: Style)

  let width: Int
  private var lines: [[StyledText]] = []
  private var line: [Piece] = []
  private var lineWidth = 0
  /// Spaces after the last word: they appear only if another word follows on the same line.
  private var gap: [Piece] = []
  private var word: [Piece] = []
  private var wordWidth = 0

  init(width: Int) {
    self.width = width
  }

  mutating func add(_ text: String, _ style: Style) {
    for character in text {
      if character == " " || character == "\t" {
        endWord()
        gap.append((" ", 1, style))
        continue
      }
      forEachGlyph(in: String(character)) { glyph, columns in
        if columns == 2 { endWord() }
        word.append((glyph, columns, style))
        wordWidth += columns
        if columns == 2 { endWord() }
        return true
      }
    }
  }

  mutating func breakLine() {
    endWord()
    endLine()
  }

  mutating func finished() -> [[StyledText]] {
    endWord()
    if !line.isEmpty || lines.isEmpty { endLine() }
    return lines
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if lineWidth + gap.count + wordWidth > width, !line.isEmpty {
      endLine()
    }
    // Leading spaces survive only at the start of a paragraph's line, where they are an indent.
    if lineWidth + gap.count + wordWidth > width { gap = [] }
    line += gap
    lineWidth += gap.count
    gap = []
    for piece in word {
      if lineWidth + piece.columns > width, !line.isEmpty { endLine() }
      line.append(piece)
      lineWidth += piece.columns
    }
    word = []
    wordWidth = 0
  }

  private mutating func endLine() {
    var runs: [StyledText] = []
    for piece in line {
      if let last = runs.last, last.style == piece.style {
        runs[runs.count - 1].text.append(piece.character)
      } else {
        runs.append(StyledText(String(piece.character), piece.style))
      }
    }
    lines.append(runs)
    line = []
    lineWidth = 0
    gap = []
  }
}

extension Grid {
  /// Writes one wrapped line, its texts side by side. Returns the columns used.
  @discardableResult
  public mutating func put(
    _ line: [StyledText], x: Int, y: Int, within clip: Rectangle? = nil
  ) -> Int {
    var used = 0
    for part in line where x <= Int.max - used {
      used += put(part.text, x: x + used, y: y, style: part.style, within: clip)
    }
    return used
  }
}
