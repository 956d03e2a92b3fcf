/// A word of the text of equations.
struct EquationToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case number(Double)
    /// One of `+ - * / ( ) =`.
    case mark(Character)
    /// The end of a line, a semicolon, or the end of the text.
    case end
  }

  let kind: Kind
  let position: EquationPosition
}

/// Divides the text of equations into words.
enum EquationTokens {
  /// More than any cell needs; a text pasted by mistake is refused before it is read.
  static let mostBytes = 4096
  static let longestName = 16

  /// What people write for a sign that the notation has.
  private static let meant: [Character: String] = [
    "⊙": "* is the elementwise product", "∘": "* is the elementwise product",
    "×": "* is the elementwise product", "·": "* is the elementwise product",
    "−": "minus is -", "–": "minus is -", "σ": "write sigmoid(...)",
    "@": "a matrix comes before what it multiplies: U_h h",
    "[": "brackets are round", "]": "brackets are round",
    "{": "brackets are round", "}": "brackets are round",
    "^": "write a power as a product", ".": "a number begins with a digit: 0.5",
    ",": "the decimal sign is a point", "’": "the prime of a new state is '",
    "′": "the prime of a new state is '",
  ]

  static func of(_ text: String) throws(EquationError) -> [EquationToken] {
    guard text.utf8.count <= mostBytes else {
      throw EquationError(
        EquationPosition(line: 1, column: 1),
        "the text has \(text.utf8.count) bytes; equations have at most \(mostBytes)")
    }
    var tokens: [EquationToken] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      tokens += try words(of: Array(line), line: index + 1)
    }
    return tokens
  }

  private static func words(
    of line: [Character], line number: Int
  ) throws(EquationError) -> [EquationToken] {
    var tokens: [EquationToken] = []
    var index = 0
    while index < line.count {
      let (start, character) = (index, line[index])
      let position = EquationPosition(line: number, column: start + 1)
      index += 1
      if character.isWhitespace { continue }
      let kind: EquationToken.Kind
      if isLetter(character) {
        index = endOfName(line, from: start)
        kind = .name(String(line[start..<index]))
        guard index - start <= longestName else {
          throw EquationError(position, "a name has at most \(longestName) characters")
        }
      } else if isDigit(character) {
        index = endOfNumber(line, from: start)
        guard let value = Double(String(line[start..<index])), value.isFinite else {
          throw EquationError(position, "\(String(line[start..<index])) is too large a number")
        }
        kind = .number(value)
      } else if character == ";" {
        kind = .end
      } else if "+-*/()=".contains(character) {
        kind = .mark(character)
      } else {
        let hint = meant[character] ?? "there are names, numbers, + - * / ( ) = and ;"
        throw EquationError(position, "'\(character)' is not part of the notation: \(hint)")
      }
      tokens.append(EquationToken(kind: kind, position: position))
    }
    let end = EquationPosition(line: number, column: line.count + 1)
    return tokens + [EquationToken(kind: .end, position: end)]
  }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Letters, digits and underscores, then `'` and `~`.
  private static func endOfName(_ line: [Character], from start: Int) -> Int {
    var end = start
    while end < line.count, isLetter(line[end]) || isDigit(line[end]) || line[end] == "_" {
      end += 1
    }
    while end < line.count, line[end] == "'" || line[end] == "~" { end += 1 }
    return end
  }

  /// Digits, a point with digits, an exponent: 1, 0.5, 1e-3.
  private static func endOfNumber(_ line: [Character], from start: Int) -> Int {
    func endOfDigits(_ from: Int) -> Int {
      var end = from
      while end < line.count, isDigit(line[end]) { end += 1 }
      return end
    }
    var end = endOfDigits(start)
    if end < line.count, line[end] == "." {
      let fraction = endOfDigits(end + 1)
      if fraction > end + 1 { end = fraction }
    }
    if end < line.count, line[end] == "e" || line[end] == "E" {
      let hasSign = end + 1 < line.count && "+-".contains(line[end + 1])
      let first = end + (hasSign ? 2 : 1)
      let exponent = endOfDigits(first)
      if exponent > first { end = exponent }
    }
    return end
  }
}
