import Engine

/// A text of nested brackets that counting cannot close: two kinds, at most two open at a time, and
/// six random letters before every bracket.
///
///     bcacab[acbbca(bbacac)cabaac]abccba(ccabab)...
///
/// Of seven characters six are drawn from three letters; the seventh opens or closes. The kind that
/// closes was decided seven characters ago or more.
enum Brackets {
  /// Brackets that open, each with the one that closes it.
  static let kinds: [(open: Character, close: Character)] = [("(", ")"), ("[", "]")]
  /// Random letters before every bracket.
  static let letters = 6
  /// Most brackets that are open at a time.
  static let depth = 2
  /// Characters of the text.
  static let length = 120_000

  /// The text of so many characters.
  static func text(_ count: Int) -> String {
    var random = Random(seed: 15, stream: 6)
    var text = ""
    text.reserveCapacity(count + letters + 1)
    var open: [Int] = []
    var written = 0
    while written < count {
      for _ in 0..<letters { text.append(["a", "b", "c"][random.integer(below: 3)]) }
      let opens = open.isEmpty || (open.count < depth && random.integer(below: 2) == 0)
      if opens {
        open.append(random.integer(below: kinds.count))
        text.append(kinds[open[open.count - 1]].open)
      } else {
        text.append(kinds[open.removeLast()].close)
      }
      written += letters + 1
    }
    return String(text.prefix(count))
  }
}

extension ProblemKind {
  static let brackets = ProblemKind(
    name: "brackets", about: "guess the next character of a text of nested brackets",
    signature: characters.signature, ownText: { bracketText },
    largestPosition: largestTextPosition, make: makeCharacters)

  /// Whether it is learned which brackets close.
  public var closesBrackets: Bool { name == Self.brackets.name }

  private static let bracketText: Corpus = {
    do {
      return try Corpus(bytes: Array(Brackets.text(Brackets.length).utf8), name: "brackets")
    } catch {
      preconditionFailure("the text of brackets is no text: \(error)")
    }
  }()
}

extension Corpus {
  /// The ids of the brackets that close.
  public var closers: [Int32] {
    Brackets.kinds.compactMap { kind in
      vocabulary.firstIndex { String($0) == String(kind.close) }.map(Int32.init)
    }
  }

  /// The ids of the characters of `text`; throws which of them this text does not have.
  public func ids(of text: String) throws(CorpusError) -> [Int32] {
    var ids: [Int32] = []
    var unknown: [String] = []
    for scalar in text.unicodeScalars {
      if let id = vocabulary.firstIndex(of: scalar) {
        ids.append(Int32(id))
      } else if !unknown.contains("\(scalar)") {
        unknown.append("\(scalar)")
      }
    }
    guard unknown.isEmpty else {
      let shown = unknown.prefix(8).map { "'\($0)'" }.joined(separator: " ")
      throw CorpusError(file: name, reason: "has no \(shown)")
    }
    return ids
  }
}
