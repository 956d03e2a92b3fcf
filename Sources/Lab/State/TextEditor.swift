import Screen

/// A few lines of text being typed, with a cursor.
public struct TextEditor: Sendable, Equatable {
  /// What is there, line by line; never empty.
  public private(set) var lines: [String]
  /// The line of the cursor and the character that it is before, from 0.
  public private(set) var line: Int
  public private(set) var column: Int

  /// More than a person types; a paste beyond it is cut.
  private static let mostCharacters = 4000
  private static let mostLines = 60

  /// An editor of `text`, with the cursor at its end.
  public init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    if lines.isEmpty { lines = [""] }
    line = lines.count - 1
    column = lines[line].count
  }

  /// All lines as one text, with line breaks between.
  public var text: String { lines.joined(separator: "\n") }

  /// Puts the cursor before a character, both counted from 0, as far as there is one.
  public mutating func moveCursor(line: Int, column: Int) {
    self.line = min(max(0, line), lines.count - 1)
    self.column = min(max(0, column), lines[self.line].count)
  }

  /// Does what `key` does to a text; keys that do nothing to it are left alone.
  public mutating func take(_ key: Key) {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .enter: insert("\n")
    case .backspace:
      if column > 0 || line > 0 {
        moveBack()
        removeNext()
      }
    case .delete: removeNext()
    case .left: moveBack()
    case .right: moveOn()
    case .up: moveCursor(line: line - 1, column: line > 0 ? column : 0)
    case .down:
      moveCursor(line: line + 1, column: line + 1 < lines.count ? column : lines[line].count)
    case .home: column = 0
    case .end: column = lines[line].count
    case .pageUp: moveCursor(line: 0, column: 0)
    case .pageDown: moveCursor(line: lines.count - 1, column: .max)
    case .control, .escape, .tab, .backTab, .resize: break
    }
  }

  private mutating func moveBack() {
    if column > 0 {
      column -= 1
    } else if line > 0 {
      line -= 1
      column = lines[line].count
    }
  }

  private mutating func moveOn() {
    if column < lines[line].count {
      column += 1
    } else if line + 1 < lines.count {
      (line, column) = (line + 1, 0)
    }
  }

  /// Puts `text` in at the cursor, its line breaks too; a tab becomes two blanks, and what no line
  /// can show is left out.
  private mutating func insert(_ text: String) {
    let room = max(0, Self.mostCharacters - self.text.count)
    for character in text.prefix(room) {
      if character.isNewline {
        guard lines.count < Self.mostLines else { return }
        let rest = lines[line].dropFirst(column)
        lines[line] = String(lines[line].prefix(column))
        lines.insert(String(rest), at: line + 1)
        (line, column) = (line + 1, 0)
        continue
      }
      let shown = character == "\t" ? "  " : String(character)
      guard !shown.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { continue }
      let before = lines[line].prefix(column)
      lines[line] = String(before) + shown + lines[line].dropFirst(column)
      column += shown.count
    }
  }

  /// Takes out the character after the cursor, or the line break.
  private mutating func removeNext() {
    if column < lines[line].count {
      lines[line] = String(lines[line].prefix(column)) + lines[line].dropFirst(column + 1)
    } else if line + 1 < lines.count {
      lines[line] += lines.remove(at: line + 1)
    }
  }
}

/// The editor of a cell of one's own, and what is wrong with what was typed.
public struct CellEditor: Sendable, Equatable {
  public var text: TextEditor
  public var complaint = ""
}
