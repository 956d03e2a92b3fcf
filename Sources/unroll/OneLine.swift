/// Makes a message fit for one line of a terminal. Names in it come from files that others made.
enum OneLine {
  /// The longest message, in characters.
  private static let longest = 2000

  /// `message` with blanks for line ends and with code points instead of what a terminal would obey
  /// or would turn around: control characters, escape sequences, marks of the direction of writing.
  static func text(_ message: String) -> String {
    var line = ""
    let scalars = message.split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars
    for scalar in scalars.prefix(longest) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
        line += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return scalars.count > longest ? line + "..." : line
  }
}
