extension Grid {
  /// The screen as text with the escape sequences of colours and attributes, a line a row. No
  /// sequence moves the cursor, and every line ends as it began, so it may go into a file or a pager.
  public func ansi(theme: Theme, depth: ColorDepth) -> String {
    var text = ""
    for y in 0..<height {
      var last: Theme.Look?
      let row = Array(row(y))
      let end = (row.lastIndex { $0.character != " " } ?? -1) + 1
      for glyph in row.prefix(end) {
        guard let character = glyph.character else { continue }
        let look = theme.look(glyph.style, depth: depth)
        if look != last {
          text += Self.sequence(for: look)
          last = look
        }
        text.append(character)
      }
      text += last == nil ? "\n" : "\u{1B}[0m\n"
    }
    return text
  }

  private static func sequence(for look: Theme.Look) -> String {
    var codes = ["0"]
    if look.bold { codes.append("1") }
    if look.dim { codes.append("2") }
    if look.underline { codes.append("4") }
    switch look.foreground {
    case .some(let color) where color < 8: codes.append("\(30 + color)")
    case .some(let color) where color < 16: codes.append("\(82 + color)")
    case .some(let color): codes.append("38;5;\(color)")
    case .none: break
    }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}
