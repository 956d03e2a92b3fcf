/// A word or a phrase that is not written here, because the field has another.
struct BannedPhrase: Sendable {
  /// Where a phrase is looked for.
  struct Scope: OptionSet, Sendable {
    let rawValue: Int
    /// Identifiers, which are taken apart: `xGradient` is x and gradient.
    static let code = Scope(rawValue: 1)
    /// The name of a type, or its first words.
    static let types = Scope(rawValue: 2)
    /// Comments of Swift, C and Python.
    static let comments = Scope(rawValue: 4)
    /// String literals: what people are shown, and the names of tests.
    static let strings = Scope(rawValue: 8)
    /// Lessons and the README.
    static let prose = Scope(rawValue: 16)

    static let texts: Scope = [.comments, .strings, .prose]
    static let everywhere: Scope = [.code, .comments, .strings, .prose]
  }

  /// Its words in lower case, apart; a sign is a word.
  let words: [String]
  /// What is written instead.
  let better: String
  let scope: Scope
  /// Idioms that hold the phrase and are good English all the same.
  let idioms: [[String]]

  init(
    _ phrase: String, _ better: String, in scope: Scope = .everywhere, but idioms: [String] = []
  ) {
    (words, self.better, self.scope) = (Self.words(phrase), better, scope)
    self.idioms = idioms.map(Self.words)
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  /// The lines of `text` in which the phrase stands, and no idiom around it.
  func lines(in text: [SourceWord]) -> [Int] {
    text.indices.filter { isAt($0, of: text) }.map { text[$0].line }
  }

  private func isAt(_ start: Int, of text: [SourceWord]) -> Bool {
    guard Self.matches(words, at: start, of: text) else { return false }
    return !idioms.contains { idiom in
      idiom.indices.contains { offset in
        Self.matches(words, at: offset, of: idiom)
          && Self.matches(idiom, at: start - offset, of: text)
      }
    }
  }

  private static func matches(_ words: [String], at start: Int, of text: [SourceWord]) -> Bool {
    start >= 0 && start + words.count <= text.count
      && zip(words, text[start...]).allSatisfy { $0 == $1.text }
  }

  private static func matches(_ words: [String], at start: Int, of text: [String]) -> Bool {
    text[start...].starts(with: words)
  }
}

extension BannedPhrase {
  /// The words of this project's first dialect.
  static let all: [BannedPhrase] = quantities + parts + phrases

  private static let quantities = [
    BannedPhrase(
      "gradient by", "gradient with respect to",
      but: ["multiplies the gradient by", "multiply the gradient by"]),
    BannedPhrase("filling", "padding", in: .texts),
    BannedPhrase("filled up", "padded", in: .texts),
    BannedPhrase("begin and end", "BOS and EOS", in: .texts),
    BannedPhrase("columns that mean something", "valid columns", in: .texts),
    BannedPhrase(
      "place", "index, slot, frame, position: whichever it is",
      but: [
        "in place", "take place", "takes place", "took place", "last place", "place text",
        "place the cursor", "place its cursor",
      ]),
    BannedPhrase(
      "places", "indexes, slots, frames, positions: whichever they are", but: ["places cursor"]),
    BannedPhrase(
      "reading", "observation", in: .code, but: ["for reading", "reading theme"]),
    BannedPhrase("readings", "observations"),
    BannedPhrase("a reading", "an observation", in: .texts),
    BannedPhrase("the reading", "the observation", in: .texts),
    BannedPhrase("worst unit", "recall of the rarest class, or unit ablation loss"),
    BannedPhrase(
      "exact", "exact match", in: .strings, but: ["exact match", "exact matches", "as exact as"]),
    BannedPhrase(
      "level", "baseline",
      but: ["second level", "heading level", "access level", "level of x86"]),
    BannedPhrase("levels", "baselines"),
    BannedPhrase("orders", "n-gram bits", in: .code),
    BannedPhrase("memories", "saved activations"),
    BannedPhrase("mix", "gated state, context vector", but: ["split mix"]),
    BannedPhrase("culprit", "first non-finite"),
    BannedPhrase("shape", "hyperparameters", in: .types),
    BannedPhrase("is far", "prefetches", in: .code),
    BannedPhrase("optimizer step", "update"),
    BannedPhrase("optimiser step", "update"),
    BannedPhrase("training step", "update"),
    BannedPhrase("training steps", "updates"),
  ]

  private static let parts = [
    BannedPhrase("sorter", "classifier"),
    BannedPhrase("sorts messages", "classifies messages", in: .texts),
    BannedPhrase("sort messages", "classify messages", in: .texts),
    BannedPhrase("kinds of messages", "classes of messages", in: .texts),
    BannedPhrase("lesion", "ablation"),
    BannedPhrase("lesions", "ablations"),
    BannedPhrase("silenced", "clamped to 0"),
    BannedPhrase("shut", "clamped to 0"),
    BannedPhrase("learner", "model, or student"),
    BannedPhrase("learners", "models, or students"),
    BannedPhrase("measure", "evaluator", in: .types),
    BannedPhrase("crew", "thread pool"),
    BannedPhrase("bed", "worker"),
    BannedPhrase("board", "message"),
    BannedPhrase("letter", "message", in: .types),
    BannedPhrase("bell", "semaphore", but: ["witten and bell"]),
    BannedPhrase("rosetta", "PyTorch export"),
    BannedPhrase("assembly", "model building"),
    BannedPhrase("update ( _ key", "handle(_ key", in: .code),
    BannedPhrase("update ( key", "handle(key", in: .code),
  ]

  private static let phrases = [
    BannedPhrase("is no value", "is not a valid value", in: .texts),
    BannedPhrase("is no yaml", "is not valid YAML", in: .texts),
    BannedPhrase("there are :", "allowed:", in: .strings),
    BannedPhrase("as a whole", "exact match", in: .texts),
    BannedPhrase("for a room", "presenter mode", in: .texts),
    BannedPhrase("stands", "is", in: .texts, but: ["stands for", "stands out"]),
    BannedPhrase("way back", "backward pass", in: .texts),
    BannedPhrase("the way of", "the path of", in: .texts),
    BannedPhrase("on the mean", "on average", in: .texts),
    BannedPhrase("shall say", "should output", in: .texts),
    BannedPhrase("what to take along", "takeaways", in: .texts),
  ]
}

extension TidyRule {
  /// Style's list of words that are banned, each where it is banned.
  static let bannedWords = TidyRule(
    "the field's words are used",
    broken: [
      ("Sources/Engine/X.swift", "let crew = Crew()"),
      ("Sources/Lab/X.swift", "// a lesion of a gate"),
      ("Sources/Lab/X.swift", "let cellReading = 1"),
      ("Sources/Lab/X.swift", "// A place in the list."),
      ("Sources/Lab/X.swift", "f(\"no such; there are: a, b\")"),
      ("Sources/Runs/X.swift", "struct ShapeOfModel {}"),
      ("Tests/Benchmark/x.py", "# the gradient by a zero"),
      ("lessons/01-x.md", "Press it for a room."),
    ],
    kept: [
      ("Sources/Engine/X.swift", "let threadPool = ThreadPool()"),
      ("Sources/Engine/X.swift", "// Added in place, and a row takes place of none."),
      ("Sources/Engine/X.swift", "let shape = [1, 2]  // reading it"),
      ("Sources/Lab/X.swift", "// There are: two."),
      ("lessons/01-x.md", "The h stands for hidden, and W multiplies the gradient by 2."),
    ]
  ) { file in
    guard !file.path.contains("/Tidy/"), !file.stem.hasPrefix("FormerNames") else { return [] }
    let isProse = file.path.hasSuffix(".md")
    let comments = file.words(of: file.comments)
    let parts: [(scope: BannedPhrase.Scope, words: [SourceWord])] =
      isProse
      ? [(.prose, comments)]
      : [
        (.code, file.words(of: file.code)), (.comments, comments),
        (.strings, file.words(of: file.strings)),
        (.types, file.words(of: file.code).filter(\.isType)),
      ]
    return BannedPhrase.all.flatMap { phrase in
      parts.filter { phrase.scope.contains($0.scope) }.flatMap { phrase.lines(in: $0.words) }
        .map { line in
          Complaint(
            path: file.path, line: line,
            problem: "'\(phrase.words.joined(separator: " "))': write \(phrase.better)")
        }
    }
  }
}
