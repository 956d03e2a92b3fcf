/// A file of the tree, taken apart into code, comments and string literals.
///
/// The three have the length of the text. Each holds its own bytes and blanks in place of the
/// others', so that an offset means the same line in all of them.
struct SourceText: Sendable {
  /// The path below the root of the repository: `Sources/Charts/Axis.swift`.
  let path: String
  /// The whole text in UTF-8.
  let bytes: [UInt8]
  /// What the compiler reads, with the quotation marks of string literals but not their texts.
  let code: [UInt8]
  /// The texts of comments, without their slashes.
  let comments: [UInt8]
  /// The texts of string literals, without what is interpolated.
  let strings: [UInt8]
  /// The offset at which each line begins.
  let lineStarts: [Int]

  /// Takes Swift and C apart; any other file is prose, which counts as a comment.
  init(path: String, text: String) {
    self.path = path
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    if path.hasSuffix(".swift") || path.hasSuffix(".c") || path.hasSuffix(".h") {
      var lexer = SourceLexer(bytes, isSwift: path.hasSuffix(".swift"))
      lexer.run()
      (code, comments, strings) = (lexer.code, lexer.comments, lexer.strings)
    } else {
      let blank = SourceLexer.blanked(bytes)
      (code, comments, strings) = (blank, bytes, blank)
    }
  }

  /// Whether its ending says that the Swift compiler reads it.
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The file's name without its folder and its ending.
  var stem: String {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".").first.map(String.init) ?? ""
  }

  /// The number, from 1, of the line that holds an offset.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offsets of a line, from 1, without its newline.
  func range(ofLine number: Int) -> Range<Int> {
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    return lineStarts[number - 1]..<max(lineStarts[number - 1], end)
  }

  /// How many lines end in the file.
  var lineCount: Int { lineStarts.count - (bytes.last == UInt8(ascii: "\n") ? 1 : 0) }
}

/// Tells code, comments and strings apart, byte by byte.
struct SourceLexer {
  private enum Frame {
    /// Code; inside an interpolation with the number of its open parentheses.
    case code(interpolated: Int?)
    case string(quotes: Int, hashes: Int)
  }

  private let bytes: [UInt8]
  private let isSwift: Bool
  private(set) var code: [UInt8]
  private(set) var comments: [UInt8]
  private(set) var strings: [UInt8]
  private var index = 0
  private var frames: [Frame] = [.code(interpolated: nil)]

  init(_ bytes: [UInt8], isSwift: Bool) {
    self.bytes = bytes
    self.isSwift = isSwift
    code = Self.blanked(bytes)
    comments = code
    strings = code
  }

  /// A text of as many blanks, with its newlines.
  static func blanked(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
  }

  mutating func run() {
    while index < bytes.count {
      switch frames.last {
      case .string(let quotes, let hashes): readString(quotes, hashes)
      case .code(let interpolated): readCode(interpolated)
      case nil: return
      }
    }
  }

  private func isNext(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { zip($0, bytes[start...]).allSatisfy(==) }
  }

  private mutating func readCode(_ interpolated: Int?) {
    if isNext("//", at: index) { return readLineComment() }
    if isNext("/*", at: index) { return readBlockComment() }
    let hashes = bytes[index...].prefix { isSwift && $0 == UInt8(ascii: "#") }.count
    if index + hashes < bytes.count, bytes[index + hashes] == UInt8(ascii: "\"") {
      let quotes = isSwift && isNext("\"\"\"", at: index + hashes) ? 3 : 1
      code[index + hashes] = UInt8(ascii: "\"")
      frames.append(.string(quotes: quotes, hashes: hashes))
      index += hashes + quotes
      return
    }
    if !isSwift, bytes[index] == UInt8(ascii: "'") { return readCharacter() }
    if let open = interpolated {
      if bytes[index] == UInt8(ascii: ")"), open == 0 {
        frames.removeLast()
        index += 1
        return
      }
      let change =
        bytes[index] == UInt8(ascii: "(") ? 1 : bytes[index] == UInt8(ascii: ")") ? -1 : 0
      frames[frames.count - 1] = .code(interpolated: open + change)
    }
    code[index] = bytes[index]
    index += 1
  }

  private mutating func readString(_ quotes: Int, _ hashes: Int) {
    let isQuote = bytes[index] == UInt8(ascii: "\"")
    if isQuote, quotes == 1 || isNext("\"\"\"", at: index),
      bytes[(index + quotes)...].prefix(hashes).count(where: { $0 == UInt8(ascii: "#") }) == hashes
    {
      code[index] = UInt8(ascii: "\"")
      frames.removeLast()
      index += quotes + hashes
      return
    }
    let isEscape =
      bytes[index] == UInt8(ascii: "\\")
      && bytes[(index + 1)...].prefix(hashes).allSatisfy { $0 == UInt8(ascii: "#") }
    guard isEscape else {
      strings[index] = bytes[index]
      index += 1
      return
    }
    index += 1 + hashes
    if index < bytes.count, bytes[index] == UInt8(ascii: "(") {
      frames.append(.code(interpolated: 0))
    }
    index += 1
  }

  private mutating func readCharacter() {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index += 1
  }

  private mutating func readLineComment() {
    while index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      comments[index] = bytes[index]
      index += 1
    }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if isNext("/*", at: index) {
        depth += 1
        index += 2
      } else if isNext("*/", at: index) {
        depth -= 1
        index += 2
      } else {
        comments[index] = bytes[index]
        index += 1
      }
    } while depth > 0 && index < bytes.count
  }
}
