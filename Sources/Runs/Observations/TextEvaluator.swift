import Engine
import Problems

/// Reads a text model now and then: held-out bits per character, and a sample of its writing.
///
/// The model is not updated while an observation is under way, so all its windows see the same
/// weights. The work comes in pieces of a few milliseconds, so that keys are answered in between.
struct TextEvaluator: Evaluator {
  let interval = 100
  private static let sampleLength = 600
  private static let pieceLength = 50
  private static let streams = 16
  private static let windows = 20

  /// What there is to do, in order.
  private enum Work: Equatable {
    case window(Int)
    case writing(Int)

    var isWriting: Bool { if case .writing = self { true } else { false } }
  }

  /// The text, with its held-out part.
  let corpus: Corpus
  /// What was read so far.
  private(set) var latest: TextObservation

  private let evaluator: any SequenceRunner
  private let writer: TextWriter
  private let heldOut: HeldOutWindows
  private let seed: UInt64
  private var batch = Batch()
  private var work: [Work] = []
  private var update = 0
  private var nats = 0.0
  private var random: Random
  /// What a person typed, which samples go on from; nothing else begins one.
  private var beginning: [Int32] = []
  private var written: [Int32] = []
  private var temperature: Double
  /// The brackets that close, where it is those that are learned, and how many of them the model
  /// got right.
  private let closers: [Int32]
  private var closersRight = 0
  private var closersSeen = 0

  /// Evaluations of `model` on `corpus`.
  init(_ corpus: Corpus, _ model: any SequenceTrainable, configuration: Configuration) {
    self.corpus = corpus
    latest = TextObservation(source: corpus.name)
    heldOut = HeldOutWindows(
      corpus, steps: configuration.steps, batch: Self.streams, most: Self.windows)
    evaluator = model.runner(steps: heldOut.steps, batch: heldOut.batch, atEveryStep: true)
    writer = TextWriter(model, steps: configuration.steps)
    seed = UInt64(configuration.seed)
    random = Random(seed: seed, stream: 4)
    temperature = configuration.temperature
    closers = configuration.problemKind.closesBrackets ? corpus.closers : []
  }

  mutating func resume(from other: any Evaluator) {
    guard let other = other as? TextEvaluator else { return }
    (latest, beginning) = (other.latest, other.beginning)
  }

  var answersQuestions: Bool { true }

  mutating func answer(_ text: String, after update: Int) throws(SettingError) {
    beginning = try corpus.typedIds(text)
    self.update = update
    work.removeAll(where: \.isWriting)
    beginWriting()
  }

  var observation: any Observation { latest }

  var isBusy: Bool { !work.isEmpty }

  mutating func request(after update: Int) {
    self.update = update
    nats = 0
    (closersRight, closersSeen) = (0, 0)
    work = (0..<heldOut.count).map { .window($0) }
    beginWriting()
  }

  /// Begins a new sample, if its temperature is another than that of the last.
  mutating func adjust(_ configuration: Configuration, after update: Int) {
    let temperature = configuration.temperature
    guard temperature != self.temperature else { return }
    self.temperature = temperature
    self.update = update
    work.removeAll(where: \.isWriting)
    beginWriting()
  }

  /// Takes in what counting makes of the text.
  mutating func take(_ counting: Counting) {
    latest.counting = counting
    latest.countedRealWords = counting.realWords(in: counting.sample)
    measureSample()
  }

  /// Measures what the model wrote itself, behind what a person typed.
  private mutating func measureSample() {
    let own = latest.sample.unicodeScalars.dropFirst(latest.beginning.unicodeScalars.count)
    latest.realWords = latest.counting.realWords(in: String(own))
  }

  mutating func advance() {
    guard !work.isEmpty else { return }
    switch work.removeFirst() {
    case .window(let index): measure(window: index)
    case .writing(let count): write(count)
    }
  }

  private mutating func measure(window index: Int) {
    heldOut.fill(&batch, window: index)
    let answers = evaluator.run(batch)
    nats += Double(answers.loss)
    countClosers(answers.outputs)
    guard index == heldOut.count - 1 else { return }
    latest.closersRight =
      closersSeen > 0 ? Float(closersRight) / Float(closersSeen) : nil
    let bits = Float(nats / Double(heldOut.count)) / logarithm(2)
    latest.heldOutBits = bits
    latest.update = update
    latest.heldOut.append(x: update, y: bits)
  }

  /// Counts where a bracket closes, and where the right one is the likeliest of those that close.
  private mutating func countClosers(_ outputs: [Float]) {
    guard !closers.isEmpty else { return }
    let size = outputs.count / max(1, batch.classes.count)
    for (row, truth) in batch.classes.enumerated() where closers.contains(truth) {
      let own = outputs[row * size..<(row + 1) * size]
      closersSeen += 1
      let best = closers.max { own[own.startIndex + Int($0)] < own[own.startIndex + Int($1)] }
      if best == truth { closersRight += 1 }
    }
  }

  /// Samples are written from the same draws every time, so that only the weights and the
  /// temperature make the difference.
  private mutating func beginWriting() {
    let pieces = (beginning.count + Self.sampleLength + Self.pieceLength - 1) / Self.pieceLength
    work += (0..<pieces).map { .writing($0) }
  }

  private mutating func write(_ piece: Int) {
    if piece == 0 {
      written = []
      random = Random(seed: seed, stream: 4)
    }
    let newline = corpus.vocabulary.firstIndex(of: "\n").map { Int32($0) } ?? 0
    let sampling = Sampling(temperature: Float(temperature))
    for _ in 0..<Self.pieceLength {
      let logits = writer.logits(after: written, first: newline)
      let isGiven = written.count < beginning.count
      written.append(
        isGiven ? beginning[written.count] : sampling.draw(logits, using: &random))
    }
    guard !work.contains(where: \.isWriting) else { return }
    latest.beginning = corpus.text(beginning)
    latest.sample = corpus.text(written)
    latest.sampleUpdate = update
    latest.sampleTemperature = temperature
    measureSample()
  }
}

/// How well a text model predicts, and what it writes.
public struct TextObservation: Observation, Equatable {
  /// The updates that had been done when the held-out text was measured.
  public var update = 0
  /// Where the text came from.
  public var source: String
  /// Held-out bits per character against updates.
  public var heldOut = Curve()
  /// The last held-out measurement, in bits per character.
  public var heldOutBits: Float?
  /// What counting makes of this text, as far as it has come.
  public var counting = Counting()
  /// What a person typed for the sample to go on from.
  public var beginning = ""
  /// The last sample, with its beginning.
  public var sample = ""
  /// The update after which it was written.
  public var sampleUpdate = 0
  /// The temperature it was written at.
  public var sampleTemperature = 0.0
  /// The share of its words that the text has, and of the words that counting wrote.
  public var realWords: Float?
  public var countedRealWords: Float?
  /// The share of closing brackets whose kind the model got right; nil where those are not learned.
  public var closersRight: Float?

  /// The update at which held-out text cost least, and what it cost.
  public var lowest: SIMD2<Float>? { heldOut.points.min { $0.y < $1.y } }
}

/// What counting makes of a text.
public struct Counting: Sendable, Equatable {
  /// Held-out bits per character of orders 0, 1, ..., as far as they were counted.
  public var bits: [Float] = []
  /// What the highest order writes, at temperature 1; empty before it was counted.
  public var sample = ""
  /// The words of the text; empty before the highest order was counted.
  var words: Set<String> = []

  /// The share of the words of `sample` that the text has, but for the last, which may have been
  /// cut; nil before there is anything to compare.
  func realWords(in sample: String) -> Float? {
    guard !words.isEmpty, !sample.isEmpty else { return nil }
    let found = Problems.words(of: sample).filter { $0.contains(where: \.isLetter) }.dropLast()
    return Float(found.count { words.contains($0) }) / Float(max(1, found.count))
  }
}

extension ObservationKind {
  /// How well a text model predicts, and what it writes.
  public static let text = ObservationKind(
    name: "text", about: "bits per character on held-out text", type: TextObservation.self,
    isAlways: { _ in true },
    isGiven: { $0.problemKind.isText },
    source: .evaluation { parts in
      guard case .text(let corpus) = parts.data, let model = parts.model as? any SequenceTrainable
      else { return nil }
      return TextEvaluator(corpus, model, configuration: parts.configuration)
    })
}

extension Snapshot {
  /// How well a text model predicts, and what it writes.
  public var text: TextObservation? { observations[TextObservation.self] }
}
