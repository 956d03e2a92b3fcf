extension TidyRule {
  /// How long lines and files may be.
  static let lengths: [TidyRule] = [
    TidyRule(
      "lines have at most 100 columns",
      broken: [
        ("Sources/Lab/X.swift", "// " + String(repeating: "x", count: 98)),
        ("README.md", String(repeating: "x", count: 101)),
        ("Tests/Benchmark/x.py", "# " + String(repeating: "x", count: 99)),
      ],
      kept: [
        ("Sources/Lab/X.swift", "// " + String(repeating: "é", count: 97)),
        ("README.md", "| " + String(repeating: "x", count: 101)),
        ("README.md", "```\n" + String(repeating: "x", count: 101) + "\n```"),
      ]
    ) { file in
      let loose = file.linesOfTablesAndBlocks
      return (1...file.lineStarts.count).compactMap { number in
        guard !loose.contains(number) else { return nil }
        let bytes = file.bytes[file.range(ofLine: number)]
        guard bytes.count > 100 else { return nil }
        let columns = String(decoding: bytes, as: UTF8.self).count
        guard columns > 100 else { return nil }
        return Complaint(path: file.path, line: number, problem: "\(columns) columns")
      }
    },
    TidyRule(
      "files stay under 300 lines",
      broken: [("Sources/Lab/X.swift", String(repeating: "\n", count: 300))],
      kept: [("Sources/Lab/X.swift", String(repeating: "\n", count: 299))]
    ) { file in
      guard file.isSwift || file.path.hasSuffix(".c") || file.path.hasSuffix(".h"),
        file.lineCount >= 300
      else { return [] }
      return [Complaint(path: file.path, line: 1, problem: "\(file.lineCount) lines")]
    },
  ]
}

extension SourceText {
  /// The lines of Markdown that cannot be broken: rows of tables and what is between fences.
  fileprivate var linesOfTablesAndBlocks: Set<Int> {
    guard path.hasSuffix(".md") else { return [] }
    var lines: Set<Int> = []
    var isFenced = false
    for number in 1...lineStarts.count {
      let line = bytes[range(ofLine: number)]
      let isFence = line.starts(with: "```".utf8)
      if isFence { isFenced.toggle() }
      if isFenced || isFence || line.first == UInt8(ascii: "|") { lines.insert(number) }
    }
    return lines
  }
}
