/// The labels of a file, with spellings that differ only in case or blanks read as one.
struct LabelSpelling: Sendable {
  /// The labels, in order of the alphabet, as label encoders number them.
  let labels: [String]
  /// What a person should know of them; nil where there is nothing to say.
  let complaint: String?
  private let spellings: [String: String]

  /// Reads the label of every row.
  init(_ rows: [String]) {
    var counts: [String: Int] = [:]
    for row in rows { counts[row, default: 0] += 1 }
    let groups = Dictionary(grouping: counts.keys) { label in
      label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    var spellings: [String: String] = [:]
    var notes: [String] = []
    var labels: [String] = []
    for variants in groups.values.map({ $0.sorted() }).sorted(by: { $0[0] < $1[0] }) {
      // The spelling that occurs most often stands for all.
      let best = variants.max { counts[$0, default: 0] < counts[$1, default: 0] }
      guard let label = best else { continue }
      labels.append(label)
      for variant in variants { spellings[variant] = label }
      let others = variants.filter { $0 != label }
      if !others.isEmpty {
        let words = others.count == 1 ? ("label", "is") : ("labels", "are")
        notes.append(
          "the \(words.0) \(others.joined(separator: ", ")) \(words.1) read as \(label)")
      }
      let count = variants.reduce(0) { $0 + counts[$1, default: 0] }
      if count == 1 { notes.append("the label \(label) occurs once") }
    }
    self.labels = labels.sorted()
    self.spellings = spellings
    complaint = notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  /// `rows` with each label as it is spelled most often.
  func applied(to rows: [TwoColumns.Row]) -> [TwoColumns.Row] {
    rows.map { TwoColumns.Row(left: spellings[$0.left] ?? $0.left, right: $0.right) }
  }
}
