import Testing

/// What a rule finds wrong with a file.
struct Complaint: Sendable, CustomStringConvertible {
  let path: String
  let line: Int
  let problem: String

  var description: String { "\(path):\(line): \(problem)" }
}

/// A rule that each file keeps by itself.
struct TidyRule: Sendable, CustomTestStringConvertible {
  /// What every file does: "lines have at most 100 columns".
  let name: String
  /// A path and a text that break it: proof that the rule sees what it is for.
  let broken: [(path: String, text: String)]
  /// A path and a text that keep it, although they come near.
  let kept: [(path: String, text: String)]
  /// What is wrong with a file.
  let complaints: @Sendable (SourceText) -> [Complaint]

  init(
    _ name: String, broken: [(path: String, text: String)],
    kept: [(path: String, text: String)] = [],
    complaints: @escaping @Sendable (SourceText) -> [Complaint]
  ) {
    (self.name, self.broken, self.kept, self.complaints) = (name, broken, kept, complaints)
  }

  var testDescription: String { name }

  /// A rule on single lines; `problem` is nil where a line is as it should be.
  static func lines(
    _ name: String, broken: [String], kept: [String] = [],
    in part: KeyPath<SourceText, [UInt8]> & Sendable,
    problem: @escaping @Sendable (_ line: String, _ before: String) -> String?
  ) -> TidyRule {
    TidyRule(
      name, broken: broken.map { ("Sources/Lab/X.swift", $0) },
      kept: kept.map { ("Sources/Lab/X.swift", $0) }
    ) { file in
      guard file.isSwift else { return [] }
      var complaints: [Complaint] = []
      var before = ""
      for number in 1...file.lineStarts.count {
        let range = file.range(ofLine: number)
        let line = String(decoding: file[keyPath: part][range], as: UTF8.self)
        if let problem = problem(line, before) {
          complaints.append(Complaint(path: file.path, line: number, problem: problem))
        }
        before = String(decoding: file.bytes[range], as: UTF8.self)
      }
      return complaints
    }
  }

  /// Every rule.
  static let all: [TidyRule] =
    lengths + functions + safety + comments + names + [imports, testNames, bannedWords]
}
