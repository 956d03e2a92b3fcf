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
  private var written: [Int32] = []
  private var temperature: Double

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
  }

  mutating func resume(from other: any Evaluator) {
    if let other = other as? TextEvaluator { latest = other.latest }
  }

  var observation: any Observation { latest }

  var isBusy: Bool { !work.isEmpty }

  mutating func request(after update: Int) {
    self.update = update
    nats = 0
    work = (0..<heldOut.count).map { .window($0) }
    beginWriting()
  }

  /// Begins a new sample, if its temperature is another than that of the last.
  mutating func adjust(_ configuration: Configuration, after update: Int) {
    let temperature = configuration.temperature
    guard temperature != self.temperature else { return }
    self.temperature = temperature
    self.update = update
    work.removeAll { if case .writing = $0 { true } else { false } }
    beginWriting()
  }

  /// Takes in n-gram baselines.
  mutating func take(nGramBits: [Float]) { latest.nGramBits = nGramBits }

  mutating func advance() {
    guard !work.isEmpty else { return }
    switch work.removeFirst() {
    case .window(let index): measure(window: index)
    case .writing(let count): write(count)
    }
  }

  private mutating func measure(window index: Int) {
    heldOut.fill(&batch, window: index)
    nats += Double(evaluator.run(batch).loss)
    guard index == heldOut.count - 1 else { return }
    let bits = Float(nats / Double(heldOut.count)) / logarithm(2)
    latest.heldOutBits = bits
    latest.update = update
    latest.heldOut.append(x: update, y: bits)
  }

  /// Samples are written from the same draws every time, so that only the weights and the
  /// temperature make the difference.
  private mutating func beginWriting() {
    let pieces = Self.sampleLength / Self.pieceLength
    work += (0..<pieces).map { .writing($0) }
  }

  private mutating func write(_ piece: Int) {
    if piece == 0 {
      written = []
      random = Random(seed: seed, stream: 4)
    }
    for _ in 0..<Self.pieceLength {
      let newline = corpus.vocabulary.firstIndex(of: "\n").map { Int32($0) } ?? 0
      let sampling = Sampling(temperature: Float(temperature))
      written.append(sampling.draw(writer.logits(after: written, first: newline), using: &random))
    }
    guard piece == Self.sampleLength / Self.pieceLength - 1 else { return }
    latest.sample = corpus.text(written)
    latest.sampleUpdate = update
    latest.sampleTemperature = temperature
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
  /// N-gram baselines of this text so far: order and held-out bits per character.
  public var nGramBits: [Float] = []
  /// The last sample.
  public var sample = ""
  /// The update after which it was written.
  public var sampleUpdate = 0
  /// The temperature it was written at.
  public var sampleTemperature = 0.0
}

extension ObservationKind {
  /// How well a text model predicts, and what it writes.
  public static let text = ObservationKind(
    name: "text", about: "bits per character on held-out text", type: TextObservation.self,
    isAlways: { _ in true },
    isGiven: { $0.problemKind.reads == .text },
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
