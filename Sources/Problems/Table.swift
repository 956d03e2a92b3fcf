/// A file of columns as it was read: tab, comma, semicolon or pipe between them, with quotes as in
/// RFC 4180 where the separator is none of tabs.
struct Table: Sendable {
  /// A line, or the lines that a quoted field spans.
  struct Record: Sendable, Equatable {
    /// The number of its first line, from 1.
    let line: Int
    /// Its fields, without quotes and without blanks around them.
    let fields: [String]
  }

  /// The file's name, for titles and complaints.
  let name: String
  /// What was read, in order.
  var records: [Record]
  /// The lines that were left out, and why.
  var leftOut: [(line: Int, reason: String)]
  /// How it was read, where that is not as a person might expect.
  var notes: [String]
  /// Whether tabs stand between its columns.
  let isTabbed: Bool

  /// The separators that are tried, the likeliest first, and what each is called.
  static let separators: [(sign: Character, name: String)] = [
    ("\t", "tab"), (",", "comma"), (";", "semicolon"), ("|", "pipe"),
  ]

  /// Reads `bytes`; errors call them `name`.
  init(bytes given: [UInt8], name: String) throws(CorpusError) {
    let (bytes, note) = DataFile.utf8(given)
    self.name = name
    notes = note.map { [$0] } ?? []
    records = []
    leftOut = []
    let lines = Self.lines(of: bytes)
    guard !lines.isEmpty else { throw CorpusError(file: name, reason: "is empty") }
    if bytes.prefix(4096).contains(0), let mistake = DataFile.mistake(in: bytes) {
      throw CorpusError(file: name, reason: mistake)
    }
    var texts: [(line: Int, text: String)] = []
    for (index, line) in lines.enumerated() {
      if let text = String(validating: line, as: UTF8.self), !line.contains(0) {
        texts.append((index + 1, text))
      } else {
        leftOut.append((index + 1, "not UTF-8 text"))
      }
    }
    let separator = Self.separator(of: texts.prefix(200).map(\.text))
    isTabbed = separator.sign == "\t"
    if !isTabbed { notes.append("read as columns with a \(separator.name) between") }
    read(texts, separator.sign)
    leftOut.sort { $0.line < $1.line }
  }

  /// Lines end at LF, CR LF, or CR where there is no LF.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let (lf, cr) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    let end = bytes.contains(lf) ? lf : cr
    var lines = bytes.split(separator: end, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.last == cr ? $0.dropLast() : $0 }
  }

  /// A tab where half of the lines have one; else the separator that cuts most lines into the same
  /// number of columns, if those are more than half.
  private static func separator(of lines: [String]) -> (sign: Character, name: String) {
    let filled = lines.filter { !$0.allSatisfy(\.isWhitespace) }
    let tabbed = filled.count { $0.contains("\t") }
    guard tabbed * 2 < filled.count else { return separators[0] }
    let shares = separators.dropFirst().map { separator -> (sign: Character, name: String, Int) in
      var counts: [Int: Int] = [:]
      for line in filled {
        let count = fields(of: line, separator.sign)?.count ?? 1
        if count > 1 { counts[count, default: 0] += 1 }
      }
      return (separator.sign, separator.name, counts.values.max() ?? 0)
    }
    guard let best = shares.max(by: { $0.2 < $1.2 }), best.2 * 2 > filled.count else {
      return separators[0]
    }
    return (best.sign, best.name)
  }

  private mutating func read(_ texts: [(line: Int, text: String)], _ separator: Character) {
    var index = 0
    while index < texts.count {
      var (line, text) = texts[index]
      index += 1
      if text.allSatisfy(\.isWhitespace) {
        leftOut.append((line, "empty"))
        continue
      }
      // A quoted field may go on over line ends.
      var fields = Self.fields(of: text, separator)
      var next = index
      while fields == nil, next < texts.count, next - index < 100 {
        text += "\n" + texts[next].text
        next += 1
        fields = Self.fields(of: text, separator)
      }
      guard let fields else {
        leftOut.append((line, "a quote that is never closed"))
        continue
      }
      index = max(index, next)
      line = max(line, 1)
      records.append(Record(line: line, fields: fields))
    }
  }

  /// The fields of a record; nil where a quote is open at its end.
  private static func fields(of text: String, _ separator: Character) -> [String]? {
    guard separator != "\t", text.contains("\"") else {
      return text.split(separator: separator, omittingEmptySubsequences: false).map(trimmed)
    }
    var fields: [String] = []
    var field = ""
    var (isQuoted, wasQuote) = (false, false)
    for character in text {
      if isQuoted, wasQuote, character == "\"" {
        field.append(character)
        wasQuote = false
      } else if isQuoted, !wasQuote, character == "\"" {
        wasQuote = true
      } else if isQuoted, !wasQuote {
        field.append(character)
      } else if character == separator {
        fields.append(trimmed(field))
        (field, isQuoted, wasQuote) = ("", false, false)
      } else if character == "\"", field.allSatisfy(\.isWhitespace), !isQuoted {
        (field, isQuoted) = ("", true)
      } else {
        // Behind a closing quote nothing but blanks belongs; what is there is kept.
        field.append(character)
      }
    }
    guard !isQuoted || wasQuote else { return nil }
    return fields + [trimmed(field)]
  }

  private static func trimmed(_ field: some StringProtocol) -> String {
    var part = Substring(field)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return part.split(separator: "\n").joined(separator: " ")
  }
}
