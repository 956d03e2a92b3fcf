/// What a file declares that other files can name.
struct Declarations {
  /// Types outside of others.
  private(set) var types: Set<String> = []
  /// Functions and values outside of types.
  private(set) var free: Set<String> = []
  /// Functions and values in extensions.
  private(set) var members: Set<String> = []
  /// Every name that the file gives to a function, a value or a case.
  private(set) var all: Set<String> = []

  private static let typeWords: Set<String> = [
    "struct", "class", "enum", "protocol", "actor", "typealias",
  ]
  private static let valueWords: Set<String> = ["func", "let", "var", "case"]

  /// Reads the indentation that the formatter writes: no column for what is outside of others, two
  /// for members.
  init(_ file: SourceText) {
    var isInExtension = false
    for number in 1...max(1, file.lineStarts.count) {
      let line = Array(file.code[file.range(ofLine: number)])
      let words = line.identifiers().map(\.word)
      note(allOf: words, in: line)
      let isPrivate = words.contains("private") || words.contains("fileprivate")
      let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
      guard let first = line.dropFirst(indentation).first, first.isWordByte || first == 0x40
      else { continue }
      switch indentation {
      case 0:
        isInExtension = words.contains("extension") && !isPrivate
        if !isPrivate { noteOuter(words) }
      case 2 where isInExtension && !isPrivate:
        if let name = Self.name(after: Self.valueWords, in: words) { members.insert(name) }
      default: break
      }
    }
  }

  private mutating func noteOuter(_ words: [String]) {
    if let name = Self.name(after: Self.typeWords, in: words) {
      types.insert(name)
    } else if !words.contains("extension"), let name = Self.name(after: Self.valueWords, in: words)
    {
      free.insert(name)
    }
  }

  private mutating func note(allOf words: [String], in line: [UInt8]) {
    if words.first == "case" || words.first == "indirect" { return all.formUnion(words) }
    for index in words.indices.dropLast() where Self.valueWords.contains(words[index]) {
      all.insert(words[index + 1])
    }
  }

  private static func name(after keywords: Set<String>, in words: [String]) -> String? {
    guard let index = words.firstIndex(where: keywords.contains), index + 1 < words.count else {
      return nil
    }
    return words[index + 1]
  }
}
