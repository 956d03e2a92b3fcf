/// The two columns of a file that a problem reads, what of it could not be read, and how it was
/// read where that is not plain.
public struct TwoColumns: Sendable {
  /// What the columns are.
  public enum Form: Sendable {
    /// A label and a text.
    case labelled
    /// A source and its target.
    case pairs
  }

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
  /// How it was read, where that is not plain.
  let notes: [String]

  /// Reads `file`; throws in one line where nothing of it can be read.
  public init(_ file: DataFile, as form: Form) throws(CorpusError) {
    try self.init(bytes: file.bytes, name: file.name, as: form)
  }

  /// Reads `bytes`; errors call them `name`.
  public init(bytes: [UInt8], name: String, as form: Form) throws(CorpusError) {
    let table = try Table(bytes: bytes, name: name)
    let choice = ColumnChoice(table, form)
    self.name = name
    var rows: [Row] = []
    var leftOut = table.leftOut
    for record in choice.hasHeader ? table.records.dropFirst() : table.records[...] {
      do {
        rows.append(try choice.row(record, isTabbed: table.isTabbed))
      } catch {
        leftOut.append((record.line, error.reason))
      }
    }
    self.rows = rows
    self.leftOut = leftOut.sorted { $0.line < $1.line }
    notes = table.notes + choice.notes
    guard !rows.isEmpty else {
      throw CorpusError(
        file: name,
        reason: "has no line of two columns with a tab, comma, semicolon or pipe between"
          + " (\(complaint ?? ""))")
    }
  }

  /// The complaint in brackets, behind another; empty where there is none.
  var aside: String { complaint.map { " (\($0))" } ?? "" }

  /// `FILE: read as UTF-16; 3 lines left out: 5 (one column), 9 (empty)`; nil where there is
  /// nothing to say.
  var complaint: String? {
    var parts = notes
    if !leftOut.isEmpty {
      let shown = leftOut.prefix(10).map { "\($0.line) (\($0.reason))" }.joined(separator: ", ")
      let rest = leftOut.count > 10 ? ", and \(leftOut.count - 10) more" : ""
      let lines = leftOut.count == 1 ? "1 line" : "\(leftOut.count) lines"
      parts.append("\(lines) left out: \(shown)\(rest)")
    }
    return parts.isEmpty ? nil : "\(name): " + parts.joined(separator: "; ")
  }
}

/// Which columns of a table are read, and as what.
struct ColumnChoice: Sendable {
  /// Why a record is not read.
  struct Mistake: Error {
    let reason: String
  }

  /// The column of labels or sources, and that of texts or targets, from 0.
  private(set) var left = 0
  private(set) var right = 1
  /// Whether the first record names the columns.
  private(set) var hasHeader = false
  /// What a person should know of it.
  private(set) var notes: [String] = []
  /// Columns that most records have, empty ones at the end not counted.
  private let width: Int

  private static let labelNames: Set<String> = [
    "label", "labels", "class", "category", "sentiment", "type", "kind", "v1", "target", "tag",
  ]
  private static let textNames: Set<String> = [
    "text", "texts", "message", "messages", "sms", "sentence", "review", "content", "tweet", "v2",
    "body",
  ]
  private static let sideNames: Set<String> = [
    "source", "target", "src", "tgt", "input", "output", "from", "to", "english", "french",
    "german", "spanish", "italian", "portuguese", "dutch", "russian", "chinese", "japanese", "en",
    "fr", "de", "es", "it", "pt", "nl", "ru", "zh", "ja", "text", "translation", "sentence",
  ]

  init(_ table: Table, _ form: TwoColumns.Form) {
    width = Self.width(of: table)
    let header = table.records.first?.fields.map { $0.lowercased() } ?? []
    switch form {
    case .labelled: chooseLabels(table, header)
    case .pairs:
      hasHeader =
        header.count >= 2 && header.prefix(2).allSatisfy(Self.sideNames.contains)
        && header[0] != header[1]
      if width > 2 { notes.append("\(width) columns: the first two are read") }
    }
    if hasHeader {
      let names = header.indices.filter { [left, right].contains($0) }.map { header[$0] }
      notes.append(
        "the first line is a header (\(names.joined(separator: ", "))) and left out")
    }
  }

  /// The number of fields that most records have, without columns at the end that are empty
  /// almost everywhere.
  private static func width(of table: Table) -> Int {
    var counts: [Int: Int] = [:]
    for record in table.records.prefix(1000) {
      let used = record.fields.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
      counts[used, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  private mutating func chooseLabels(_ table: Table, _ header: [String]) {
    if let label = header.firstIndex(where: Self.labelNames.contains),
      let text = header.firstIndex(where: Self.textNames.contains), label != text
    {
      (left, right, hasHeader) = (label, text, true)
    } else if width >= 2 {
      let columns = (0..<width).map { Column(table.records.dropFirst(), $0) }
      let labels = columns.indices.filter { columns[$0].looksLikeLabels }
      guard let label = labels.first else { return }
      let others = columns.indices.filter { $0 != label }
      (left, right) = (label, others.max { columns[$0].meanLength < columns[$1].meanLength } ?? 1)
      let first = table.records.first.flatMap { record in
        record.fields.indices.contains(label) ? record.fields[label] : nil
      }
      hasHeader = first.map { columns[label].counts[$0] == nil && !$0.isEmpty } ?? false
    }
    if width > 2 || left > right {
      notes.append(
        "column \(left + 1) is read as the label and column \(right + 1) as the text")
    }
  }

  /// What a column holds.
  private struct Column {
    private(set) var counts: [String: Int] = [:]
    private(set) var meanLength = 0.0
    private var rows = 0

    init(_ records: some Sequence<Table.Record>, _ index: Int) {
      var length = 0
      for record in records where record.fields.indices.contains(index) {
        counts[record.fields[index], default: 0] += 1
        length += record.fields[index].utf8.count
        rows += 1
      }
      meanLength = rows > 0 ? Double(length) / Double(rows) : 0
    }

    /// Whether a few values stand in it again and again.
    var looksLikeLabels: Bool {
      (2...20).contains(counts.count) && counts.count * 3 <= rows && counts[""] == nil
    }
  }

  /// The two columns of a record; throws what is wrong with it.
  func row(_ record: Table.Record, isTabbed: Bool) throws(Mistake) -> TwoColumns.Row {
    let fields = record.fields
    guard fields.count > max(left, right) else {
      throw Mistake(reason: fields.count == 1 ? "one column" : "\(fields.count) columns")
    }
    var text = fields[right]
    let extra = fields.dropFirst(max(width, right + 1)).filter { !$0.isEmpty }
    if !extra.isEmpty {
      guard !isTabbed, right == width - 1 else {
        throw Mistake(reason: "\(fields.count) columns")
      }
      // A text that holds the separator and has no quotes goes on to the end of its line.
      text = ([text] + fields.dropFirst(right + 1)).joined(separator: ", ")
    }
    guard !fields[left].isEmpty else { throw Mistake(reason: "nothing in column \(left + 1)") }
    guard !text.isEmpty else { throw Mistake(reason: "nothing in column \(right + 1)") }
    return TwoColumns.Row(left: fields[left], right: text)
  }
}
