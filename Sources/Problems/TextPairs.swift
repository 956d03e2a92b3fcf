import Engine

/// Sentences with their translations, as words: nine tenths to learn from, the rest held out.
public struct TextPairs: Sendable {
  /// The words of sources, in order of the alphabet.
  private(set) var sourceWords: [String]
  /// The words of targets, in order of the alphabet.
  private(set) var targetWords: [String]
  /// What is learned from, and what is only measured on.
  private(set) var training: [Pair]
  private(set) var heldOut: [Pair]
  /// What of a file was left out, in a line.
  let complaint: String?

  /// The most words of a sentence.
  static let longest = 20
  private static let mostWords = 5000

  /// The rows of `file`, each a source and its target; throws in one line.
  public init(_ file: TwoColumns) throws(CorpusError) {
    func wrong(_ reason: String) -> CorpusError { CorpusError(file: file.name, reason: reason) }
    let pairs = file.rows.map { (words(of: $0.left), words(of: $0.right)) }
    let short = pairs.filter {
      !$0.0.isEmpty && !$0.1.isEmpty && max($0.0.count, $0.1.count) <= Self.longest
    }
    guard short.count >= 50 else {
      throw wrong(
        "has \(short.count) pairs of at most \(Self.longest) words, and 50 are needed\(file.aside)")
    }
    var complaints = file.complaint.map { [$0] } ?? []
    if short.count < pairs.count {
      complaints.append(
        "\(pairs.count - short.count) pairs longer than \(Self.longest) words left out")
    }
    self.init(
      short, complaint: complaints.isEmpty ? nil : complaints.joined(separator: "; "))
    guard sourceWords.count <= Self.mostWords, targetWords.count <= Self.mostWords else {
      throw wrong("has more than \(Self.mostWords) different words on a side")
    }
  }

  /// Pairs as given.
  init(_ pairs: [([String], [String])], complaint: String? = nil) {
    func vocabulary(_ side: [[String]]) -> ([String], [String: Int32]) {
      let known = Set(side.joined()).sorted()
      var ids: [String: Int32] = [:]
      for (index, word) in known.enumerated() {
        ids[word] = Int32(index + Translation.firstSymbol)
      }
      return (known, ids)
    }
    let (sources, sourceIds) = vocabulary(pairs.map(\.0))
    let (targets, targetIds) = vocabulary(pairs.map(\.1))
    let all = pairs.map { pair in
      Pair(
        source: pair.0.compactMap { sourceIds[$0] }, target: pair.1.compactMap { targetIds[$0] })
    }
    // A source that comes twice is on one side, with all its translations.
    let order = SplitByContent(pairs.map(\.0), seed: 6, heldOutOf: 10)
    (sourceWords, targetWords) = (sources, targets)
    (training, heldOut) = (order.training.map { all[$0] }, order.heldOut.map { all[$0] })
    self.complaint = complaint
  }
}

extension TextPairs {
  /// The same pairs with the ids that words have in `saved`, which has them all.
  func numbered(by saved: SavedVocabulary) -> TextPairs {
    func ids(_ old: [String], _ new: [String]) -> [Int32: Int32] {
      var indices: [String: Int] = [:]
      for (index, word) in new.enumerated() { indices[word] = index }
      var ids: [Int32: Int32] = [:]
      for (index, word) in old.enumerated() {
        let id = Int32(index + Translation.firstSymbol)
        ids[id] = Int32((indices[word] ?? 0) + Translation.firstSymbol)
      }
      return ids
    }
    let sources = ids(sourceWords, saved.symbols)
    let targets = ids(targetWords, saved.labels)
    func renumbered(_ pair: Pair) -> Pair {
      Pair(
        source: pair.source.map { sources[$0] ?? $0 },
        target: pair.target.map { targets[$0] ?? $0 })
    }
    var other = self
    (other.sourceWords, other.targetWords) = (saved.symbols, saved.labels)
    other.training = training.map(renumbered)
    other.heldOut = heldOut.map(renumbered)
    return other
  }
}

/// Sentences to translate, word by word.
struct Translation: PairProblem {
  private let pairs: TextPairs
  let sourceSteps: Int
  let targetSteps: Int

  /// The pairs to learn.
  init(_ pairs: TextPairs) {
    self.pairs = pairs
    let all = pairs.training + pairs.heldOut
    sourceSteps = all.map(\.source.count).max() ?? 1
    targetSteps = 1 + (all.map(\.target.count).max() ?? 1)
  }

  var sourceSymbols: [String] { pairs.sourceWords }
  var targetSymbols: [String] { pairs.targetWords }
  var separator: String { " " }
  var saysEnd: Bool { true }

  /// Chance, and what the frequency of every word alone tells.
  var baselines: [Baseline] {
    var counts = [Int](repeating: 0, count: pairs.targetWords.count + 1)
    for pair in pairs.training {
      for id in pair.target { counts[Int(id) - Self.firstSymbol] += 1 }
      counts[pairs.targetWords.count] += 1
    }
    let total = Float(counts.reduce(0, +))
    let entropy = counts.reduce(Float(0)) { sum, count in
      count > 0 ? sum - Float(count) / total * logarithm(Float(count) / total) : sum
    }
    let words = counts.count
    return [
      Baseline(name: "chance", formula: "ln \(words)", value: logarithm(Float(words))),
      Baseline(name: "word counts", formula: "", value: entropy),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  var heldOut: [Pair] { Array(pairs.heldOut.prefix(100)) }

  func draw(using random: inout Random) -> Pair {
    pairs.training[random.integer(below: pairs.training.count)]
  }

  func symbols(of text: String) throws(PairError) -> [String] { words(of: text) }
}

extension ProblemKind {
  static let french = ProblemKind(
    name: "french", about: "translate simple sentences into French",
    signature: ProblemSignature(
      input: .source, output: .target, hasLengths: true, usesSteps: false),
    reads: .pairs,
    make: { _, data in
      guard case .pairs(let pairs) = data else {
        preconditionFailure("translations are read from pairs of texts")
      }
      return .pairs(Translation(pairs))
    })
}
