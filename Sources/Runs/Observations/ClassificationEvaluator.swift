import Engine
import Problems

/// Reads a model of messages now and then: how it classifies those that it never learned from, and
/// what it believes after every word of one.
struct ClassificationEvaluator: Evaluator {
  private enum Work: Equatable {
    case window(Int)
    case words
  }

  let interval = 25
  private static let batch = 64
  private let texts: LabelledTexts
  private let steps: Int
  private let classifier: any SequenceRunner
  /// Answers after every word; nil for a model that sees what comes after it.
  private let reader: (any SequenceRunner)?
  private let rarest: Int
  private var latest: ClassificationObservation
  private var counts: [Int] = []
  private var work: [Work] = []
  private var update = 0
  private var words: [Int32]
  private var typed: [String]?
  private var batch = Batch()

  /// Evaluations of `model` on the held-out part of `texts`.
  init(_ texts: LabelledTexts, _ model: any SequenceTrainable, configuration: Configuration) {
    self.texts = texts
    steps = configuration.steps
    classifier = model.runner(steps: steps, batch: Self.batch, atEveryStep: false)
    reader = model.isCausal ? model.runner(steps: steps, batch: 1, atEveryStep: true) : nil
    let shares = texts.shares
    rarest = shares.indices.min { shares[$0] < shares[$1] } ?? 0
    // What is always answered is the commonest label of the training part; how often that is right,
    // the held-out part tells.
    let common = shares.indices.max { shares[$0] < shares[$1] } ?? 0
    let right = texts.heldOut.count { Int($0.label) == common }
    latest = ClassificationObservation(
      labels: texts.labels, rarest: rarest,
      baseRate: Float(right) / Float(max(1, texts.heldOut.count)))
    words = texts.heldOut.first { [rarest] in Int($0.label) == rarest }?.words ?? []
  }

  var isBusy: Bool { !work.isEmpty }
  var answersQuestions: Bool { true }

  mutating func request(after update: Int) {
    self.update = update
    counts = [Int](repeating: 0, count: texts.labels.count * texts.labels.count)
    let windows = (texts.heldOut.count + Self.batch - 1) / Self.batch
    work = (0..<windows).map { .window($0) } + [.words]
  }

  mutating func answer(_ text: String, after update: Int) throws(SettingError) {
    let found = texts.read(text)
    guard !found.isEmpty else {
      throw SettingError(problem: "nothing was typed", allowed: [])
    }
    words = found
    typed = Array(Problems.words(of: text))
    work.append(.words)
  }

  mutating func resume(from other: any Evaluator) {
    guard let other = other as? ClassificationEvaluator else { return }
    (latest, words, typed) = (other.latest, other.words, other.typed)
  }

  var observation: any Observation { latest }

  mutating func advance() {
    guard !work.isEmpty else { return }
    switch work.removeFirst() {
    case .window(let index): classify(window: index)
    case .words: readWords()
    }
  }

  private mutating func classify(window index: Int) {
    let first = index * Self.batch
    var examples = Array(texts.heldOut[first..<min(first + Self.batch, texts.heldOut.count)])
    let count = examples.count
    while examples.count < Self.batch { examples.append(texts.heldOut[0]) }
    batch.fill(with: examples, steps: steps)
    let (logits, classCount) = (classifier.run(batch).outputs, texts.labels.count)
    for (row, example) in examples.prefix(count).enumerated() {
      let own = Array(logits[row * classCount..<(row + 1) * classCount])
      counts[Int(example.label) * classCount + likeliest(own)] += 1
    }
    guard first + count == texts.heldOut.count else { return }
    latest.counts = counts
    latest.update = update
    if let accuracy = latest.accuracy { latest.accuracies.append(x: update, y: accuracy) }
  }

  private mutating func readWords() {
    let example = LabelledTexts.Example(words: words, label: Int32(rarest))
    batch.fill(with: [example], steps: steps)
    // An answer is asked at every step here, and none of them counts.
    batch.classes = [Int32](repeating: 0, count: steps)
    guard let shares = reader?.run(batch).probabilities else { return }
    let classCount = texts.labels.count
    latest.words = (0..<steps).map { step in
      let known = step < words.count ? texts.vocabulary[Int(words[step])] : ""
      let text = typed.flatMap { $0.indices.contains(step) ? $0[step] : nil } ?? known
      return ClassificationObservation.Word(text: text, belief: shares[step * classCount + rarest])
    }
    latest.isTyped = typed != nil
  }
}

/// How a model classifies messages.
public struct ClassificationObservation: Observation, Equatable {
  /// A word and what the model believes after it.
  public struct Word: Sendable, Equatable {
    /// The word; empty for padding.
    public var text: String
    /// The probability of the rarest class.
    public var belief: Float
  }

  /// The classes of messages.
  public var labels: [String]
  /// The index of the rarest class.
  public var rarest: Int
  /// The share of the most frequent class: what always saying it gets right.
  public var baseRate: Float
  /// How often each class was taken for each, [true, said], of what was held out.
  public var counts: [Int] = []
  /// The update after which it was read.
  public var update = 0
  /// The share that is right against updates.
  public var accuracies = Curve()
  /// A message of the rarest class, or one that a person typed, word by word.
  public var words: [Word] = []
  /// Whether a person typed it.
  public var isTyped = false

  /// Held-out texts.
  public var total: Int { counts.reduce(0, +) }
  /// Those that are classified right.
  public var rightCount: Int {
    counts.isEmpty ? 0 : labels.indices.reduce(0) { $0 + counts[$1 * labels.count + $1] }
  }
  /// Held-out texts of the rarest class, and those of them that are found.
  public var rarestTotal: Int {
    counts.isEmpty ? 0 : counts[rarest * labels.count..<(rarest + 1) * labels.count].reduce(0, +)
  }
  public var foundCount: Int { counts.isEmpty ? 0 : counts[rarest * labels.count + rarest] }

  /// The share of held-out texts that are classified right.
  public var accuracy: Float? { total > 0 ? Float(rightCount) / Float(total) : nil }

  /// The share of the rarest class that is found.
  public var found: Float? {
    rarestTotal > 0 ? Float(foundCount) / Float(rarestTotal) : nil
  }
}

extension ObservationKind {
  /// How held-out texts are classified.
  public static let classification = ObservationKind(
    name: "classification", about: "classified held-out texts",
    type: ClassificationObservation.self,
    isAlways: { _ in true },
    isGiven: { $0.problemKind.reads == .labelled },
    source: .evaluation { parts in
      guard case .labelled(let texts) = parts.data,
        let model = parts.model as? any SequenceTrainable
      else { return nil }
      return ClassificationEvaluator(texts, model, configuration: parts.configuration)
    })
}

extension Snapshot {
  /// How held-out texts are classified.
  public var classification: ClassificationObservation? {
    observations[ClassificationObservation.self]
  }
}
