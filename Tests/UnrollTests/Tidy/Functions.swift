extension TidyRule {
  /// How long functions and their parameter lists may be.
  static let functions: [TidyRule] = [
    TidyRule(
      "functions stay under 60 lines",
      broken: [
        ("Sources/Lab/X.swift", "func f() {" + String(repeating: "\n", count: 59) + "}"),
        ("Sources/Lab/X.swift", "var x: Int {" + String(repeating: "\n", count: 59) + "}"),
        ("Sources/CTerminal/x.c", "int f(void)\n{" + String(repeating: "\n", count: 58) + "}"),
      ],
      kept: [
        ("Sources/Lab/X.swift", "func f() {" + String(repeating: "\n", count: 58) + "}"),
        ("Sources/Lab/X.swift", "protocol P { func f() }" + String(repeating: "\n", count: 60)),
      ]
    ) { file in
      FunctionFinder(file).functions.compactMap { function in
        guard function.lineCount >= 60 else { return nil }
        return Complaint(
          path: file.path, line: function.line,
          problem: "\(function.name) has \(function.lineCount) lines")
      }
    },
    TidyRule(
      "functions have at most six parameters",
      broken: [
        (
          "Sources/Lab/X.swift",
          "init<T>(a: A, b: B = [1, 2], c: C, _ d: D, e: (E) -> F, f: [F: G], g: H) {}"
        )
      ],
      kept: [
        ("Sources/Lab/X.swift", "func f(a: [A: B], b: (C, D), c: E, d: F, e: G, f: H<A, B>) {}"),
        ("Sources/Lab/X.swift", "self.init(a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7)"),
      ]
    ) { file in
      guard file.isSwift else { return [] }
      return FunctionFinder(file).functions.compactMap { function in
        guard function.parameterCount > 6 else { return nil }
        return Complaint(
          path: file.path, line: function.line,
          problem: "\(function.name) has \(function.parameterCount) parameters")
      }
    },
  ]
}

/// A function, an initialiser or a computed value of a file.
struct FoundFunction: Sendable {
  let name: String
  let line: Int
  /// From its first line to its closing brace; 0 without a body.
  let lineCount: Int
  let parameterCount: Int
}

/// Finds the functions of a Swift or C file by matching brackets.
struct FunctionFinder {
  private(set) var functions: [FoundFunction] = []
  private let file: SourceText
  private let code: [UInt8]

  init(_ file: SourceText) {
    self.file = file
    code = file.code
    if file.isSwift { findSwift() } else { findC() }
  }

  /// Words that begin the next declaration, so that the one before has no body.
  private static let beginnings: Set<String> = [
    "func", "var", "let", "init", "subscript", "static", "mutating", "case", "associatedtype",
    "public", "private", "fileprivate", "package", "typealias", "struct", "enum", "extension",
  ]

  private mutating func findSwift() {
    for (word, range) in code.identifiers() {
      let before = code[..<range.lowerBound].last
      guard before != UInt8(ascii: "."), before != UInt8(ascii: "`") else { continue }
      switch word {
      case "func", "init", "subscript": addFunction(word, at: range)
      case "var": addVariable(at: range)
      default: break
      }
    }
  }

  private mutating func addFunction(_ word: String, at range: Range<Int>) {
    guard let open = code[range.upperBound...].firstIndex(of: UInt8(ascii: "(")),
      let close = code.closing(of: open)
    else { return }
    let name = String(decoding: code[range.upperBound..<open], as: UTF8.self)
      .split { !($0.isLetter || $0.isNumber || $0 == "_") }.first
    add(
      word == "func" ? name.map(String.init) ?? word : word, from: range.lowerBound,
      parameters: code.parameterCount(in: open + 1..<close), body: body(after: close + 1))
  }

  /// A variable whose line ends with `{` and has no `=`: a computed one.
  private mutating func addVariable(at range: Range<Int>) {
    let end = code[range.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? code.endIndex
    let line = code[range.upperBound..<end]
    guard let open = line.firstIndex(of: UInt8(ascii: "{")),
      !line[..<open].contains(UInt8(ascii: "="))
    else { return }
    let name = String(decoding: line[..<open], as: UTF8.self)
      .split { !($0.isLetter || $0.isNumber || $0 == "_") }.first
    add(
      name.map(String.init) ?? "var", from: range.lowerBound, parameters: 0,
      body: code.closing(of: open))
  }

  private mutating func add(_ name: String, from start: Int, parameters: Int, body end: Int?) {
    let line = file.line(of: start)
    functions.append(
      FoundFunction(
        name: name, line: line, lineCount: end.map { file.line(of: $0) - line + 1 } ?? 0,
        parameterCount: parameters))
  }

  /// The end of the body that follows a parameter list; nil for a requirement of a protocol.
  private func body(after start: Int) -> Int? {
    var index = start
    while index < code.count {
      let byte = code[index]
      if byte == UInt8(ascii: "{") { return code.closing(of: index) }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "@") { return nil }
      if byte == UInt8(ascii: "(") {
        guard let close = code.closing(of: index) else { return nil }
        index = close + 1
        continue
      }
      if byte.isWordByte {
        let end = code[index...].firstIndex { !$0.isWordByte } ?? code.endIndex
        if Self.beginnings.contains(String(decoding: code[index..<end], as: UTF8.self)) {
          return nil
        }
        index = end
        continue
      }
      index += 1
    }
    return nil
  }

  /// Blocks in braces at the outermost level that follow a parameter list.
  private mutating func findC() {
    var index = 0
    var isAfterList = false
    var start = 0
    while index < code.count {
      let byte = code[index]
      if byte == UInt8(ascii: "{"), let close = code.closing(of: index) {
        if isAfterList { add("the function", from: start, parameters: 0, body: close) }
        index = close
        isAfterList = false
      } else if byte == UInt8(ascii: ")") {
        if !isAfterList { start = index }
        isAfterList = true
      } else if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=") {
        isAfterList = false
      }
      index += 1
    }
  }
}
