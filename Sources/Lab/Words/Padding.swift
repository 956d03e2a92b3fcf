import Screen

/// `text` with blanks before it, up to `width` columns.
public func padLeft(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - columns(of: text))) + text
}

/// `text` with blanks behind it, up to `width` columns.
public func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - columns(of: text)))
}
