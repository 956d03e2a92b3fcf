/// Breaks styled text into lines of at most `width` columns, between words, ragged right.
///
/// A word longer than a line is broken where the line ends. White space at a break is dropped;
/// inside a line it is one blank. There is always at least one line.
public func wrap(_ spans: [StyledText], width: Int) -> [[StyledText]] {
  var wrapper = Wrapper(width: max(1, width))
  for span in spans { wrapper.add(span) }
  return wrapper.finish()
}

private struct Wrapper {
  let width: Int
  private var lines: [[StyledText]] = []
  private var line: [StyledText] = []
  private var lineWidth = 0
  /// The word that is being read: it may have parts of several styles.
  private var word: [StyledText] = []
  private var wordWidth = 0
  private var blankStyle: Style?

  init(width: Int) { self.width = width }

  mutating func add(_ span: StyledText) {
    for character in span.text {
      if character.isWhitespace {
        endWord()
        if lineWidth > 0 { blankStyle = span.style }
      } else {
        let columns = columns(of: character)
        if wordWidth + columns > width { breakWord() }
        Self.append(character, span.style, to: &word)
        wordWidth += columns
      }
    }
  }

  mutating func finish() -> [[StyledText]] {
    endWord()
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  private mutating func breakWord() {
    endWord()
    endLine()
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    let gap = blankStyle != nil && lineWidth > 0 ? 1 : 0
    if lineWidth + gap + wordWidth > width {
      endLine()
    } else if gap == 1, let style = blankStyle {
      Self.append(" ", style, to: &line)
      lineWidth += 1
    }
    for part in word {
      if line.last?.style == part.style {
        line[line.count - 1].text += part.text
      } else {
        line.append(part)
      }
    }
    lineWidth += wordWidth
    word = []
    wordWidth = 0
    blankStyle = nil
  }

  private mutating func endLine() {
    guard lineWidth > 0 else { return }
    lines.append(line)
    line = []
    lineWidth = 0
    blankStyle = nil
  }

  private static func append(_ character: Character, _ style: Style, to parts: inout [StyledText]) {
    if parts.last?.style == style {
      parts[parts.count - 1].text.append(character)
    } else {
      parts.append(StyledText(String(character), style))
    }
  }
}
