import Yams

/// The YAML at the top of a lesson, with the line of every word.
struct FrontMatter {
  var title = ""
  var part = ""
  var idea = ""
  var problem: [Assignment] = []
  var model: [Assignment] = []
  var training: [Assignment] = []
  var panels: [Word] = []
  var keys: [Word] = []

  private static let fields = [
    "title", "part", "idea", "problem", "model", "training", "panels", "keys",
  ]

  /// Reads `yaml`, whose first line is line `firstLine` of `file`; what is wrong with it goes into
  /// `mistakes`.
  init(_ yaml: String, file: String, firstLine: Int, mistakes: inout [LessonError]) {
    let reader = NodeReader(file: file, firstLine: firstLine)
    let pairs: [(Word, Node)]
    do throws(LessonError) {
      pairs = try reader.pairs(of: try reader.root(of: yaml), what: "the front matter")
    } catch {
      mistakes.append(error)
      return
    }
    var seen: Set<String> = []
    for (key, value) in pairs {
      do throws(LessonError) {
        guard seen.insert(key.text).inserted else {
          throw reader.wrong(key.line, "'\(key.text)' is there twice")
        }
        try take(key, value, reader)
      } catch {
        mistakes.append(error)
      }
    }
    // A name that nothing is called may be that of a field that is missing.
    guard mistakes.isEmpty else { return }
    for field in ["title", "part", "idea", "panels"] where !seen.contains(field) {
      mistakes.append(reader.wrong(firstLine, "the front matter has no \(field)"))
    }
  }

  private mutating func take(
    _ key: Word, _ value: Node, _ reader: NodeReader
  ) throws(LessonError) {
    switch key.text {
    case "title": title = try reader.word(value, of: key).text
    case "part": part = try reader.word(value, of: key).text
    case "idea": idea = try reader.word(value, of: key).text
    case "problem": problem = try reader.assignments(value, of: key)
    case "model": model = try reader.assignments(value, of: key)
    case "training": training = try reader.assignments(value, of: key)
    case "panels":
      panels = try reader.words(value, of: key)
      guard !panels.isEmpty else { throw reader.wrong(key.line, "'panels' names no panel") }
    case "keys": keys = try reader.words(value, of: key)
    default:
      throw LessonError(
        file: reader.file, line: key.line, problem: "no field called '\(key.text)'",
        allowed: Self.fields)
    }
  }
}

/// Reads Yams nodes into words with lines of the lesson file.
private struct NodeReader {
  let file: String
  let firstLine: Int

  func wrong(_ line: Int, _ problem: String) -> LessonError {
    LessonError(file: file, line: line, problem: problem)
  }

  /// The root of the document. Anchors and aliases are refused: they can make a small file huge.
  func root(of yaml: String) throws(LessonError) -> Node {
    if let index = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex(where: Self.hasAnchor)
    {
      throw wrong(
        firstLine + index,
        "the front matter may not hold anchors (&) or aliases (*); put such text in quotes")
    }
    // Deep nesting would take the parser's stack; real front matter nests twice.
    let depth = yaml.filter { $0 == "[" || $0 == "{" }.count
    guard depth <= 64 else { throw wrong(firstLine, "the front matter nests too deep") }
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw describe(error)
    } catch {
      throw wrong(firstLine, "the front matter is not valid YAML")
    }
    guard let node else { throw wrong(firstLine, "the front matter is empty") }
    return node
  }

  /// Whether a value in a line begins with `&` or `*`: outside of quotes and comments, at the start
  /// or after what ends the value before.
  private static func hasAnchor(_ line: Substring) -> Bool {
    var quote: Character?
    var before: Character = ":"
    var previous: Character = " "
    for character in line {
      defer { previous = character }
      if let open = quote {
        if character == open, open == "'" || previous != "\\" { quote = nil }
        continue
      }
      if character == "#", previous == " " { return false }
      let begins = ":-?,[{".contains(before)
      if begins, character == "&" || character == "*" { return true }
      if begins, character == "'" || character == "\"" { quote = character }
      if character != " " { before = character }
    }
    return false
  }

  private func describe(_ error: YamlError) -> LessonError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return wrong(firstLine + mark.line - 1, "the front matter is not valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, _):
      return wrong(
        firstLine, "the front matter has '\(duplicates.first?.description ?? "a key")' twice")
    default: return wrong(firstLine, "the front matter is not valid YAML")
    }
  }

  private func line(of node: Node) -> Int { firstLine + (node.mark?.line ?? 1) - 1 }

  func pairs(of node: Node, what: String) throws(LessonError) -> [(Word, Node)] {
    guard case .mapping(let mapping) = node else {
      throw wrong(line(of: node), "\(what) should be lines of 'name: value'")
    }
    var pairs: [(Word, Node)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw wrong(line(of: key), "\(what) should be lines of 'name: value'")
      }
      pairs.append((Word(text: scalar.string, line: line(of: key)), value))
    }
    return pairs
  }

  func word(_ node: Node, of key: Word) throws(LessonError) -> Word {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw wrong(key.line, "'\(key.text)' should have one value")
    }
    return Word(text: scalar.string, line: line(of: node))
  }

  func assignments(_ node: Node, of key: Word) throws(LessonError) -> [Assignment] {
    var assignments: [Assignment] = []
    for (name, value) in try pairs(of: node, what: "'\(key.text)'") {
      assignments.append(Assignment(key: name, value: try word(value, of: name)))
    }
    return assignments
  }

  func words(_ node: Node, of key: Word) throws(LessonError) -> [Word] {
    guard case .sequence(let sequence) = node else {
      throw wrong(key.line, "'\(key.text)' should be a list")
    }
    var words: [Word] = []
    for item in sequence { words.append(try word(item, of: key)) }
    return words
  }
}
