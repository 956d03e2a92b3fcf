import Foundation

/// A file of two columns with a tab between them, and what of it could not be read.
public struct TabbedFile: Sendable {
  /// A line that was read.
  struct Row: Sendable, Equatable {
    let left: String
    let right: String
  }

  /// The file's name, for titles.
  let name: String
  /// What was read, in order.
  let rows: [Row]
  /// The lines that were left out, and why.
  let leftOut: [(line: Int, reason: String)]

  /// Reads `file`; throws in one line where nothing of it can be read.
  public init(file: String) throws(CorpusError) {
    try self.init(
      bytes: try Corpus.bytes(of: file), name: (file as NSString).lastPathComponent)
  }

  /// Reads `bytes`; errors call them `name`.
  public init(bytes: [UInt8], name: String) throws(CorpusError) {
    self.name = name
    var rows: [Row] = []
    var leftOut: [(Int, String)] = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      switch Self.row(line, isFirst: index == 0) {
      case .success(let row): rows.append(row)
      case .failure(let mistake): leftOut.append((index + 1, mistake.reason))
      }
    }
    self.rows = rows
    self.leftOut = leftOut
    guard !rows.isEmpty else {
      throw CorpusError(
        file: name,
        reason: lines.isEmpty
          ? "is empty" : "has no line of two columns with a tab between (\(complaint ?? ""))")
    }
  }

  private struct Mistake: Error {
    let reason: String
  }

  private static func row(_ line: ArraySlice<UInt8>, isFirst: Bool) -> Result<Row, Mistake> {
    func wrong(_ reason: String) -> Result<Row, Mistake> { .failure(Mistake(reason: reason)) }
    guard !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
      return wrong("not UTF-8 text")
    }
    let clean = text.trimmingCharacters(in: CharacterSet(charactersIn: "\r\u{FEFF}"))
    if clean.allSatisfy(\.isWhitespace) { return wrong("empty") }
    let parts = clean.split(separator: "\t", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.count >= 2 else { return wrong("no tab") }
    guard parts.count == 2 else { return wrong("\(parts.count - 1) tabs") }
    guard !parts[0].isEmpty else { return wrong("nothing before the tab") }
    guard !parts[1].isEmpty else { return wrong("nothing after the tab") }
    return .success(Row(left: parts[0], right: parts[1]))
  }

  /// The complaint in brackets, behind another; empty where there is none.
  var aside: String { complaint.map { " (\($0))" } ?? "" }

  /// `3 lines left out: 5 no tab, 9 empty, 12 2 tabs`; nil where none was.
  var complaint: String? {
    guard !leftOut.isEmpty else { return nil }
    let shown = leftOut.prefix(10).map { "\($0.line) (\($0.reason))" }.joined(separator: ", ")
    let rest = leftOut.count > 10 ? ", and \(leftOut.count - 10) more" : ""
    let lines = leftOut.count == 1 ? "1 line" : "\(leftOut.count) lines"
    return "\(name): \(lines) left out: \(shown)\(rest)"
  }
}

/// `text` as words: lowercase runs of letters and digits, with every other visible character by
/// itself. An apostrophe ends the word that it follows, as in French: `l'`.
public func words(of text: String) -> [String] {
  var words: [String] = []
  var word = ""
  func end() {
    if !word.isEmpty { words.append(word) }
    word = ""
  }
  for character in text.lowercased() {
    if character.isLetter || character.isNumber {
      word.append(character)
    } else if character == "'" || character == "\u{2019}" {
      word.append("'")
      end()
    } else {
      end()
      if !character.isWhitespace { words.append(String(character)) }
    }
  }
  end()
  return words
}
