/// A key as the lab knows it, whatever bytes a terminal sent for it.
public enum Key: Sendable, Hashable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, pageUp, pageDown, home, end
  /// The control key with a lower-case letter.
  case control(Character)
}
