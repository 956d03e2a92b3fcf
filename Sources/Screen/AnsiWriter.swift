extension Grid {
  /// The picture with colours as ANSI escape sequences: one sequence where the style changes, a
  /// reset at the end of each line that used one, no cursor movement. It may be printed, paged or
  /// saved.
  public func ansi(theme: Theme = .dark, depth: ColorDepth = .colors256) -> String {
    var result = ""
    for y in 0..<height {
      var current = Theme.Look()
      var glyphs = row(y)
      while let last = glyphs.last, last.isInvisible { glyphs.removeLast() }
      for glyph in glyphs {
        guard let character = glyph.character else { continue }
        let look = theme.look(glyph.style, depth: depth)
        if look != current, !(glyph.isInvisible && current.isInvisibleOnBlank) {
          result += look.escapeSequence
          current = look
        }
        result.append(character)
      }
      if current != Theme.Look() { result += "\u{1B}[0m" }
      result += "\n"
    }
    return result
  }
}

extension Glyph {
  /// Whether nothing of it can be seen, whatever its colour.
  var isInvisible: Bool {
    character == " " && !style.reverse && !style.underline && style.background == nil
  }
}

extension Theme.Look {
  /// Whether a blank with this look looks like one without.
  fileprivate var isInvisibleOnBlank: Bool { !reverse && !underline && background == nil }

  /// A reset followed by everything that is on, so that sequences never depend on each other.
  fileprivate var escapeSequence: String {
    var codes = ["0"]
    if bold { codes.append("1") }
    if dim { codes.append("2") }
    if underline { codes.append("4") }
    if reverse { codes.append("7") }
    switch foreground {
    case .some(let color) where color < 8: codes.append("\(30 + color)")
    case .some(let color) where color < 16: codes.append("\(90 + color - 8)")
    case .some(let color): codes.append("38;5;\(color)")
    case nil: break
    }
    if let background { codes.append("48;5;\(background)") }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}
