extension TidyRule {
  /// What tests are called.
  static let testNames = TidyRule(
    "tests are named as sentences",
    broken: [
      ("Tests/LabTests/X.swift", "@Test func works() {}"),
      ("Tests/LabTests/X.swift", "@Test(\"Two words\") func f() {}"),
      ("Tests/LabTests/X.swift", "@Test(arguments: [1, 2])\n  func `two words`(i: Int) {}"),
    ],
    kept: [
      ("Tests/LabTests/X.swift", "@Test(\n    \"Three words long\", arguments: [1])\nfunc f() {}"),
      ("Tests/LabTests/X.swift", "@Test(arguments: [\"a\"]) func `it has three`(a: String) {}"),
      ("Sources/Lab/X.swift", "@Test func works() {}"),
    ]
  ) { file in
    guard file.isSwift, file.path.hasPrefix("Tests/") else { return [] }
    return file.code.identifiers().compactMap { word, range in
      guard word == "Test", file.code[..<range.lowerBound].last == UInt8(ascii: "@") else {
        return nil
      }
      let name = file.testName(after: range.upperBound)
      guard name.split(separator: " ").count < 3 else { return nil }
      return Complaint(
        path: file.path, line: file.line(of: range.lowerBound), problem: "'\(name)' says nothing")
    }
  }
}

extension SourceText {
  /// The first argument of `@Test` where that is a text, else the name of the function.
  fileprivate func testName(after start: Int) -> String {
    let rest = String(decoding: bytes[start...].prefix(2000), as: UTF8.self)
    let list = rest.drop { $0.isWhitespace }
    if list.first == "(" {
      let argument = list.dropFirst().drop { $0.isWhitespace }
      if argument.first == "\"" { return String(argument.dropFirst().prefix { $0 != "\"" }) }
    }
    guard let function = rest.firstRange(of: "func ")?.upperBound else { return "" }
    let name = rest[function...]
    return name.first == "`"
      ? String(name.dropFirst().prefix { $0 != "`" }) : String(name.prefix { $0 != "(" })
  }
}

/// The names of test files: each is called after what it tests, or after the kind of test it is.
struct TestSubjects {
  /// Kinds of tests, and what is tested that no target declares.
  private static let kinds = [
    "contract", "file", "frame", "gradient", "reference", "session", "terminal", "documentation",
    "readme", "tidy", "tidy-rule",
  ]

  /// By target, the words of every name that it declares.
  private let names: [String: Set<String>]

  /// The subjects that `tree` declares.
  init(_ tree: [SourceText]) {
    var names: [String: Set<String>] = [:]
    for file in tree {
      guard let directory = file.target else { continue }
      // What is written in C has no tests but those of the program.
      let target = directory == "CTerminal" ? "unroll" : directory
      let declared = Declarations(file)
      let folders = file.path.split(separator: "/").dropFirst(2).dropLast().map(String.init)
      let all = declared.types.union(declared.free).union([file.stem]).union(folders)
      names[target.lowercased(), default: []].formUnion(all.map { file.nameWords($0) })
    }
    self.names = names
  }

  /// What is wrong with the name of a file; nil for no test and for one that is named well.
  func complaint(_ file: SourceText) -> Complaint? {
    let folders = file.path.split(separator: "/").map(String.init)
    guard folders.count > 2, folders[0] == "Tests", folders[1].hasSuffix("Tests"),
      file.stem.hasSuffix("Tests")
    else { return nil }
    let target = folders[1].dropLast("Tests".count).lowercased()
    let subject = file.nameWords(String(file.stem.dropLast("Tests".count)))
    let isKind = Self.kinds.contains { subject.hasSuffix("-\($0)-") || subject == "-\($0)-" }
    guard !isKind, names[target]?.contains(where: { $0.contains(subject) }) != true else {
      return nil
    }
    return Complaint(
      path: file.path, line: 1, problem: "no subject of that name in \(target)")
  }
}

extension SourceText {
  /// `-grid-writer-` for `GridWriters`: words between dashes, without the s of a plural.
  fileprivate func nameWords(_ name: String) -> String {
    "-" + stems(name).joined(separator: "-") + "-"
  }
}
