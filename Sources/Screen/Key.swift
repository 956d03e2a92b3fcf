/// What a person did at the keyboard, free of any terminal's codes.
public enum Key: Sendable, Hashable {
  /// A printable character, with Shift already applied.
  case character(Character)
  /// Ctrl with a lowercase letter.
  case control(Character)
  /// Keys that end, leave, move on or remove.
  case enter, escape, tab, backTab, backspace, delete
  /// Arrows.
  case up, down, left, right
  /// Larger steps.
  case pageUp, pageDown, home, end
  /// Pasted text. It is never read as keys, so a pasted `q` does not quit.
  case paste(String)
  /// The terminal has another size now.
  case resize
}

extension Key {
  /// The key that a person writes as `name`: a character, `space`, `PgDn`, `Shift-Tab`, `Ctrl-P`;
  /// nil if there is none.
  public init?(named name: String) {
    let words: [String: Key] = [
      "space": .character(" "), "Enter": .enter, "Esc": .escape, "Tab": .tab,
      "Shift-Tab": .backTab, "Backspace": .backspace, "Delete": .delete, "up": .up, "down": .down,
      "left": .left, "right": .right, "PgUp": .pageUp, "PgDn": .pageDown, "Home": .home,
      "End": .end,
    ]
    if let key = words[name] {
      self = key
    } else if name.count == 1, let character = name.first {
      self = .character(character)
    } else if name.hasPrefix("Ctrl-"), name.count == 6, let letter = name.last?.lowercased().first {
      self = .control(letter)
    } else {
      return nil
    }
  }
}
