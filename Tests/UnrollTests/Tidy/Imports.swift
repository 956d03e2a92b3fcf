/// The architecture's arrows: which targets of this package a target may import. Problems and
/// engine lie below runs, so that what people see cannot reach past them.
enum Arrows {
  static let allowed: [String: Set<String>] = [
    "Engine": [],
    "Problems": ["Engine"],
    "Screen": [],
    "Charts": ["Screen"],
    // Screen knows how many columns a line of code has.
    "Lessons": ["Screen"],
    "Runs": ["Engine", "Problems"],
    "Lab": ["Charts", "Lessons", "Runs", "Screen"],
    "CTerminal": [],
    "unroll": ["CTerminal", "Lab", "Lessons", "Runs", "Screen"],
  ]

  /// The targets that Package.swift says a target depends on; nil where it has no such target.
  static func dependencies(of target: String, in package: String) -> Set<String>? {
    guard
      let name = package.firstRange(of: "arget(name: \"\(target)\"")
        ?? package.firstRange(of: "arget(\n      name: \"\(target)\"")
    else { return nil }
    let rest = package[name.upperBound...]
    let end = rest.firstRange(of: "arget(")?.lowerBound ?? rest.endIndex
    guard let list = rest[..<end].firstRange(of: "dependencies: [") else { return [] }
    let names = rest[list.upperBound..<end].prefix { $0 != "]" }.split(separator: "\"")
    return Set(names.map(String.init).filter(allowed.keys.contains))
  }
}

extension TidyRule {
  /// Which targets know which.
  static let imports = TidyRule(
    "a target imports only what the architecture's arrows lead to",
    broken: [
      ("Sources/Lab/X.swift", "import Engine"), ("Sources/Charts/X.swift", "import Runs\n"),
      ("Sources/Lessons/X.swift", "@testable import func Runs.f"),
    ],
    kept: [
      ("Sources/Lab/X.swift", "import Runs\nimport Foundation"),
      ("Tests/LabTests/X.swift", "import Engine"), ("Sources/Lab/X.swift", "// import Engine"),
    ]
  ) { file in
    guard let target = file.target, let allowed = Arrows.allowed[target] else { return [] }
    return file.imports.compactMap { module, line in
      guard Arrows.allowed[module] != nil, !allowed.contains(module) else { return nil }
      return Complaint(path: file.path, line: line, problem: "\(target) imports \(module)")
    }
  }
}

extension SourceText {
  /// The target whose source it is; nil for tests and texts.
  var target: String? {
    let folders = path.split(separator: "/")
    return folders.count > 2 && folders[0] == "Sources" ? String(folders[1]) : nil
  }

  /// The modules that it imports, each with its line.
  var imports: [(module: String, line: Int)] {
    let words = code.identifiers()
    return words.indices.compactMap { index in
      guard words[index].word == "import", index + 1 < words.count else { return nil }
      let declaring = ["func", "struct", "class", "enum", "protocol", "let", "var", "typealias"]
      let isPart = declaring.contains(words[index + 1].word) && index + 2 < words.count
      return (words[index + (isPart ? 2 : 1)].word, line(of: words[index].range.lowerBound))
    }
  }
}
