/// The symbols and labels that a model was trained with, in the order of their ids.
public struct SavedVocabulary: Sendable, Equatable {
  /// The symbols, or words, that go in.
  public let symbols: [String]
  /// The classes that come out, or a target's words; empty where they are the symbols.
  public let labels: [String]

  /// These symbols and labels.
  public init(symbols: [String], labels: [String] = []) {
    (self.symbols, self.labels) = (symbols, labels)
  }
}

extension ProblemData {
  /// What its ids stand for.
  public var vocabulary: SavedVocabulary {
    switch self {
    case .text(let text): SavedVocabulary(symbols: text.vocabulary.map { String($0) })
    case .labelled(let texts): SavedVocabulary(symbols: texts.vocabulary, labels: texts.labels)
    case .pairs(let pairs):
      SavedVocabulary(symbols: pairs.sourceWords, labels: pairs.targetWords)
    }
  }

  /// All that it holds, as text that does not depend on how symbols are numbered.
  public var text: String {
    switch self {
    case .text(let text): text.text(text.training + text.heldOut)
    case .labelled(let texts):
      (texts.training + texts.heldOut).map { example in
        let words = example.words.map { texts.vocabulary[Int($0)] }
        return "\(texts.labels[Int(example.label)])\t\(words.joined(separator: " "))\n"
      }.joined()
    case .pairs(let pairs):
      (pairs.training + pairs.heldOut).map { pair in
        func words(_ ids: [Int32], _ all: [String]) -> String {
          ids.map { all[Int($0) - Translation.firstSymbol] }.joined(separator: " ")
        }
        return words(pair.source, pairs.sourceWords) + "\t"
          + words(pair.target, pairs.targetWords) + "\n"
      }.joined()
    }
  }

  /// The same data with the ids of `saved`, as a model that was trained with them needs it; throws
  /// in one line what the model does not know.
  public func numbered(by saved: SavedVocabulary) throws(VocabularyError) -> ProblemData {
    guard vocabulary != saved else { return self }
    guard Set(saved.symbols).count == saved.symbols.count,
      Set(saved.labels).count == saved.labels.count
    else { throw VocabularyError("names a symbol or a label twice") }
    switch self {
    case .text(let text): return .text(try text.numbered(by: saved.symbols))
    case .labelled(let texts): return .labelled(try texts.numbered(by: saved))
    case .pairs(let pairs):
      try VocabularyError.check(pairs.sourceWords, among: saved.symbols, called: "source words")
      try VocabularyError.check(pairs.targetWords, among: saved.labels, called: "target words")
      return .pairs(pairs.numbered(by: saved))
    }
  }
}

/// Why data cannot have the ids of another vocabulary: a line that follows the saved file's name.
public struct VocabularyError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(_ description: String) { self.description = description }

  /// Throws where some of `words` are not among `known`.
  static func check(
    _ words: [String], among known: [String], called name: String
  ) throws(VocabularyError) {
    let all = Set(known)
    let missing = words.filter { !all.contains($0) }
    guard !missing.isEmpty else { return }
    let some = missing.prefix(5).map { "'\($0)'" }.joined(separator: " ")
    throw VocabularyError(
      "knows \(known.count) \(name), and not \(some)\(missing.count > 5 ? " ..." : "")"
        + " of this data")
  }
}
