import Foundation
import Testing

/// The rules of the tree. `exceptions.txt` counts for a rule and a file what does not keep it yet,
/// and may only shrink: an excused file cannot gain more.
@Suite("Rules of the tree")
struct TidyRuleTests {
  private static let exceptionsPath = "\(Program.repository)/Tests/UnrollTests/Tidy/exceptions.txt"

  /// Lines of a rule, a tab, a path, a tab and a number, by rule and path.
  private static func exceptions() throws -> [String: Int] {
    let text = try String(contentsOfFile: exceptionsPath, encoding: .utf8)
    var counts: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      let count = try #require(parts.count == 3 ? Int(parts[2]) : nil, "\(line)")
      counts["\(parts[0])\t\(parts[1])"] = count
    }
    return counts
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

  @Test("are kept, but for what is counted as an exception and must be some")
  func kept() throws {
    let exceptions = try Self.exceptions()
    var needed: [String: Int] = [:]
    for rule in TidyRule.all {
      for file in SourceTree.whole.files {
        let complaints = rule.complaints(file)
        guard let first = complaints.first else { continue }
        let exception = "\(rule.name)\t\(file.path)"
        needed[exception] = complaints.count
        #expect(
          complaints.count <= exceptions[exception] ?? 0,
          "\(complaints.count) times: \(rule.name): \(first)")
      }
    }
    if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
      // Exceptions may be dropped, never added.
      let text = exceptions.compactMap { exception, count in
        needed[exception].map { "\(exception)\t\(min($0, count))\n" }
      }
      try text.sorted().joined().write(
        toFile: Self.exceptionsPath, atomically: true, encoding: .utf8)
    } else {
      let idle = exceptions.filter { needed[$0.key] ?? 0 < $0.value }.keys.sorted()
      #expect(idle.isEmpty, "these keep the rule better: lower their numbers in exceptions.txt")
    }
  }

  private static let targets = Arrows.allowed.keys.sorted()
  private static let sources = SourceTree.whole.files(below: "Sources")

  @Test("let no folders of a target use each other in a circle", arguments: targets)
  func folders(target: String) {
    let files = SourceTree.whole.files(below: "Sources/\(target)")
    let cycle = FolderGraph(files, in: Self.sources).cycle
    #expect(cycle == nil, "\(cycle?.joined(separator: "; ") ?? "")")
  }

  @Test("see a circle of folders")
  func circles() {
    func graph(_ texts: String...) -> FolderGraph {
      let files = zip(["A", "B", "C"], texts).map {
        SourceText(path: "Sources/X/\($0)/\($0).swift", text: $1)
      }
      return FolderGraph(files, in: files)
    }
    let types = ["struct A { let b: B }", "struct B { let c: C }", "struct C { let a: A }"]
    #expect(graph(types[0], types[1], types[2]).cycle?.count == 3)
    #expect(graph(types[0], types[1]).cycle == nil)
    #expect(graph("struct A { let b = f() }", "func f() -> A? { nil }").cycle?.count == 2)
    #expect(graph("struct A { let b = f() }", "private func f() -> A? { nil }").cycle == nil)
    #expect(
      graph("struct A { var g: A { h } }", "extension A {\n  var h: A { A() }\n}").cycle != nil)
    #expect(graph("struct A { let h: A }", "extension A {\n  var h: A { A() }\n}").cycle == nil)
  }

  @Test("give every target the dependencies that the architecture's arrows lead to")
  func dependencies() throws {
    let package = try #require(SourceTree.whole.files.first { $0.path == "Package.swift" })
    let text = String(decoding: package.bytes, as: UTF8.self)
    for target in Self.targets {
      #expect(Arrows.dependencies(of: target, in: text) == Arrows.allowed[target], "\(target)")
    }
    #expect(Arrows.dependencies(of: "Nothing", in: text) == nil)
  }

  @Test("name every test file after what it tests")
  func subjects() {
    let subjects = TestSubjects(Self.sources)
    let complaints = SourceTree.whole.files.compactMap(subjects.complaint)
    #expect(complaints.isEmpty)
  }

  @Test("see a test file that is named after nothing")
  func namelessTests() {
    let subjects = TestSubjects([
      SourceText(path: "Sources/Lab/Views/GridView.swift", text: "struct Frame {}")
    ])
    for (name, isNamed) in [
      ("Grid", true), ("Frame", true), ("Views", true), ("Layout", false), ("Gri", false),
      ("LayoutFile", true),
    ] {
      let file = SourceText(path: "Tests/LabTests/\(name)Tests.swift", text: "")
      #expect((subjects.complaint(file) == nil) == isNamed, "\(name)")
    }
  }
}
