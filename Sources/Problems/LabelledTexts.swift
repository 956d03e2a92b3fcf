/// Texts of a few kinds, each with its label: words as numbers, four fifths to learn from, the rest
/// held out.
public struct LabelledTexts: Sendable {
  /// A text and its label.
  public struct Example: Sendable, Equatable {
    /// Its words, as indexes in the vocabulary.
    public let words: [Int32]
    /// Its label, as an index in `labels`.
    public let label: Int32

    /// A text.
    public init(words: [Int32], label: Int32) { (self.words, self.label) = (words, label) }
  }

  /// The words that are told apart; 0 fills up short texts, 1 is any other word.
  public private(set) var vocabulary: [String]
  /// The labels, in order of the alphabet, as label encoders number them.
  public private(set) var labels: [String]
  /// What is learned from.
  public private(set) var training: [Example]
  /// What is only measured on.
  public private(set) var heldOut: [Example]
  /// What of a file was left out, in a line.
  private(set) var complaint: String?

  private static let mostWords = 3000
  private var ids: [String: Int32]

  /// The rows of `file`, each a label and a text; throws in one line.
  public init(_ file: TwoColumns) throws(CorpusError) {
    func wrong(_ reason: String) -> CorpusError { CorpusError(file: file.name, reason: reason) }
    let spelling = LabelSpelling(file.rows.map(\.left))
    let labels = spelling.labels
    guard labels.count >= 2 else {
      throw wrong("has one label only, \(labels[0].prefix(20)): at least two are needed")
    }
    guard labels.count <= 20 else { throw wrong("has \(labels.count) labels; 20 are allowed") }
    guard file.rows.count >= 50 else {
      throw wrong("has \(file.rows.count) texts, and 50 are needed\(file.aside)")
    }
    let texts = spelling.applied(to: file.rows).map {
      (label: $0.left, words: Problems.words(of: $0.right))
    }
    let complaints = [file.complaint, spelling.complaint].compactMap(\.self)
    self.init(
      texts, labels: labels,
      complaint: complaints.isEmpty ? nil : complaints.joined(separator: "; "))
  }

  /// Texts as given. Equal texts stay together: none is learned from and measured on.
  init(
    _ texts: [(label: String, words: [String])], labels: [String], complaint: String? = nil
  ) {
    let order = SplitByContent(texts.map(\.words), seed: 1, heldOutOf: 5)
    var counts: [String: Int] = [:]
    for index in order.training {
      for word in texts[index].words { counts[word, default: 0] += 1 }
    }
    let known = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostWords)
    let vocabulary = ["", "?"] + known.map(\.key)
    var ids: [String: Int32] = [:]
    for (id, word) in vocabulary.enumerated().dropFirst(2) { ids[word] = Int32(id) }
    func example(_ index: Int) -> Example {
      Example(
        words: texts[index].words.map { ids[$0] ?? 1 },
        label: Int32(labels.firstIndex(of: texts[index].label) ?? 0))
    }
    self.vocabulary = vocabulary
    self.labels = labels
    self.ids = ids
    self.complaint = complaint
    training = order.training.map(example)
    heldOut = order.heldOut.map(example)
  }

  /// The same texts with the ids that words and labels have in `saved`; words that are not in it
  /// are unknown ones.
  func numbered(by saved: SavedVocabulary) throws(VocabularyError) -> LabelledTexts {
    try VocabularyError.check(labels, among: saved.labels, called: "labels")
    guard saved.symbols.count >= 2 else { throw VocabularyError("knows no words") }
    var other = self
    (other.vocabulary, other.labels, other.ids) = (saved.symbols, saved.labels, [:])
    for (id, word) in saved.symbols.enumerated().dropFirst(2) { other.ids[word] = Int32(id) }
    let newWords = vocabulary.enumerated().map { id, word in
      id < 2 ? Int32(id) : other.ids[word] ?? 1
    }
    let newLabels = labels.map { Int32(saved.labels.firstIndex(of: $0) ?? 0) }
    func renumbered(_ example: Example) -> Example {
      Example(
        words: example.words.map { newWords[Int($0)] }, label: newLabels[Int(example.label)])
    }
    other.training = training.map(renumbered)
    other.heldOut = heldOut.map(renumbered)
    return other
  }

  /// A text that a person typed, as words; those that were never seen are 1.
  public func read(_ text: String) -> [Int32] { Problems.words(of: text).map { ids[$0] ?? 1 } }

  /// The share of each label in what is learned from.
  public var shares: [Float] {
    labels.indices.map { label in
      Float(training.filter { Int($0.label) == label }.count) / Float(training.count)
    }
  }
}
