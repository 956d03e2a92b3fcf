extension Grid {
  /// Every row as text, without the spaces at its end.
  public func lines() -> [String] {
    (0..<height).map { y in
      var line = ""
      for case let character? in row(y).lazy.map(\.character) { line.append(character) }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The picture as plain text, a newline after every row.
  public func text() -> String {
    lines().map { $0 + "\n" }.joined()
  }
}
