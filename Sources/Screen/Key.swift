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
