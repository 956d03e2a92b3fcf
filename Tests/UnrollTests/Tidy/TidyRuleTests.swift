import Foundation
import Testing

/// The rules of the tree, each with files that do not keep it yet: `exceptions.txt` may only
/// shrink.
@Suite("Rules of the tree")
struct TidyRuleTests {
  private static let exceptionsPath = "\(Program.repository)/Tests/UnrollTests/Tidy/exceptions.txt"

  /// Lines of a rule, a tab and a path.
  private static func exceptions() throws -> Set<String> {
    let text = try String(contentsOfFile: exceptionsPath, encoding: .utf8)
    return Set(text.split(separator: "\n").map(String.init))
  }

  @Test("see what they are for, and not what only comes near", arguments: TidyRule.all)
  func seeing(rule: TidyRule) {
    for (path, text) in rule.broken {
      #expect(!rule.complaints(SourceText(path: path, text: text)).isEmpty, "\(text)")
    }
    for (path, text) in rule.kept {
      let complaints = rule.complaints(SourceText(path: path, text: text))
      #expect(complaints.isEmpty, "\(complaints)")
    }
  }

  @Test("are kept, but for files that are named as exceptions and must be some")
  func kept() throws {
    let exceptions = try Self.exceptions()
    var needed: Set<String> = []
    for rule in TidyRule.all {
      for file in SourceTree.whole.files {
        let complaints = rule.complaints(file)
        guard let first = complaints.first else { continue }
        let exception = "\(rule.name)\t\(file.path)"
        needed.insert(exception)
        #expect(exceptions.contains(exception), "\(rule.name): \(first)")
      }
    }
    let kept = exceptions.subtracting(needed).sorted()
    if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
      // Exceptions may be dropped, never added.
      let text = exceptions.intersection(needed).sorted().map { $0 + "\n" }.joined()
      try text.write(
        toFile: Self.exceptionsPath, atomically: true, encoding: .utf8)
    } else {
      #expect(kept.isEmpty, "these keep the rule already: take them out of exceptions.txt")
    }
  }

  @Test(
    "let no folders of a target use each other in a circle",
    arguments: ["Engine", "Problems", "Runs", "Screen", "Charts", "Lessons", "Lab", "unroll"])
  func folders(target: String) {
    let graph = FolderGraph(SourceTree.whole.files(below: "Sources/\(target)"))
    #expect(graph.cycle == nil, "\(graph.cycle?.joined(separator: "; ") ?? "")")
  }

  @Test("see a circle of folders")
  func circles() {
    let files = [
      SourceText(path: "Sources/X/A/A.swift", text: "struct A { let b: B }"),
      SourceText(path: "Sources/X/B/B.swift", text: "struct B { let c: C }"),
      SourceText(path: "Sources/X/C/C.swift", text: "struct C { let a: A }"),
    ]
    #expect(FolderGraph(files).cycle?.count == 3)
    #expect(FolderGraph(Array(files.dropLast())).cycle == nil)
  }
}
