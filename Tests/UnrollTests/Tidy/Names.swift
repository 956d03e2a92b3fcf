extension TidyRule {
  /// What files may be called.
  static let names: [TidyRule] = [
    TidyRule(
      "no file is called by what it might hold",
      broken: [
        ("Sources/Lab/Utils.swift", ""), ("Sources/Runs/KeyHelpers.swift", ""),
        ("Tests/LabTests/FurtherRunTests.swift", ""), ("Sources/Lab/RunManager.swift", ""),
      ],
      kept: [("Sources/Lab/Keymap.swift", "")]
    ) { file in
      let banned = ["Utils", "Util", "Helper", "Helpers", "Manager", "Further", "Misc", "Common"]
      let words = file.words(of: Array(file.stem.utf8)).map(\.text)
      guard let word = banned.first(where: { words.contains($0.lowercased()) }) else { return [] }
      return [Complaint(path: file.path, line: 1, problem: "'\(word)' names nothing")]
    }
  ]

  /// Words of this project's first dialect, for which the field has another: style's list, as far as
  /// a word has no other use here. Each stands with what is written in its place.
  static let bannedWords = TidyRule(
    "the field's words are used",
    broken: [
      ("Sources/Engine/X.swift", "let crew = Crew()"),
      ("Sources/Lab/X.swift", "// a lesion of a gate"),
      ("lessons/01-x.md", "Press it for a room."),
    ],
    kept: [("Sources/Engine/X.swift", "let threadPool = ThreadPool()")]
  ) { file in
    guard !file.path.contains("/Tidy/"), !file.path.hasSuffix("FormerNames.swift") else {
      return []
    }
    let text = file.words(of: file.bytes)
    var complaints: [Complaint] = []
    for (phrase, better) in Self.dialect {
      let words = phrase.split(separator: " ").map(String.init)
      for start in text.indices where start + words.count <= text.count {
        guard zip(words, text[start...]).allSatisfy({ $0 == $1.text }) else { continue }
        complaints.append(
          Complaint(
            path: file.path, line: text[start].line, problem: "'\(phrase)': write \(better)"))
      }
    }
    return complaints
  }

  private static let dialect: [(phrase: String, better: String)] = [
    ("crew", "thread pool"), ("culprit", "first non-finite"), ("rosetta", "PyTorch export"),
    ("lesion", "ablation"), ("lesions", "ablations"), ("sorter", "classifier"),
    ("way back", "backward pass"), ("is no value", "is not a valid value"),
    ("is no yaml", "is not valid YAML"), ("gradient by", "gradient with respect to"),
    ("is far", "prefetches"), ("for a room", "presenter mode"),
  ]
}
