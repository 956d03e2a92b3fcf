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
}
