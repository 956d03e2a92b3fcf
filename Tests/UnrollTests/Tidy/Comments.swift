extension TidyRule {
  /// What comments are not for.
  static let comments: [TidyRule] = [
    .lines(
      "no MARK comments: a file with sections is two files",
      broken: ["// MARK: Blocks", "// MARK: - Blocks"], kept: ["// A question mark: the end."],
      in: \.comments
    ) { line, _ in
      line.drop { $0 == " " }.hasPrefix("MARK") ? "MARK: split the file instead" : nil
    },
    TidyRule(
      "a doc comment says more than the name",
      broken: [
        ("Sources/Lab/X.swift", "/// The units.\nlet units: Int"),
        ("Sources/Lab/X.swift", "/// A row name.\n  public var rowNames: [String]"),
      ],
      kept: [
        ("Sources/Lab/X.swift", "/// The units, at most 8.\nlet units: Int"),
        ("Sources/Lab/X.swift", "/// The units\n/// of a layer.\nlet units: Int"),
      ]
    ) { file in
      guard file.isSwift else { return [] }
      return (1..<max(1, file.lineStarts.count)).compactMap { number in
        guard let comment = file.docComment(number), file.docComment(number + 1) == nil,
          number == 1 || file.docComment(number - 1) == nil,
          let name = file.declaredName(number + 1)
        else { return nil }
        let said = Set(file.stems(comment)).subtracting(emptyWords)
        guard said.isSubset(of: file.stems(name)) else { return nil }
        return Complaint(
          path: file.path, line: number, problem: "only repeats the name '\(name)'")
      }
    },
  ]

  /// Words that add nothing to a name.
  private static let emptyWords: Set<String> = [
    "a", "an", "the", "its", "of", "thi", "that", "it", "is", "are", "for", "whether", "with",
  ]
}

extension SourceText {
  private func text(_ line: Int) -> String {
    guard line <= lineStarts.count else { return "" }
    return String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
  }

  /// The text of a line that is a doc comment.
  fileprivate func docComment(_ line: Int) -> String? {
    let text = text(line).drop { $0 == " " }
    return text.hasPrefix("///") ? String(text.dropFirst(3)) : nil
  }

  /// The name that a line declares.
  fileprivate func declaredName(_ line: Int) -> String? {
    let words = Array(text(line).utf8).identifiers().map(\.word)
    let keywords: Set<String> = [
      "let", "var", "func", "case", "struct", "enum", "class", "actor", "protocol", "typealias",
    ]
    guard let keyword = words.firstIndex(where: keywords.contains),
      words[..<keyword].allSatisfy({ $0.utf8.first?.isCapital == false }),
      keyword + 1 < words.count
    else { return nil }
    return words[keyword + 1]
  }

  /// The words of a text, without the s of a plural.
  func stems(_ text: String) -> [String] {
    words(of: Array(text.utf8)).map(\.text).filter { $0.utf8.first?.isWordByte == true }.map {
      $0.hasSuffix("s") ? String($0.dropLast()) : $0
    }
  }
}
