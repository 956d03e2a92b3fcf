extension TidyRule {
  /// How long lines and files may be.
  static let lengths: [TidyRule] = [
    TidyRule(
      "lines have at most 100 columns",
      broken: [("Sources/Lab/X.swift", "// " + String(repeating: "x", count: 98))],
      kept: [("Sources/Lab/X.swift", "// " + String(repeating: "é", count: 97))]
    ) { file in
      guard !file.path.hasSuffix(".md") else { return [] }
      return (1...file.lineStarts.count).compactMap { number in
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
