import Engine
import Problems

/// Has a text model read a stretch of held-out text, or what a person typed, and keeps the state of
/// every unit after every character, and what it believes comes next.
struct PassageEvaluator: Evaluator {
  let interval = 100
  /// Characters of the held-out text that are read.
  private static let length = 320

  private let corpus: Corpus
  private let model: any SequenceTrainable
  private let steps: Int
  private var ids: [Int32]
  private var reader: any SequenceRunner
  private(set) var isBusy = false
  private var update = 0
  private var latest = PassageObservation()

  /// What `model`, whose sequences have `steps` steps, makes of `corpus`.
  init(_ corpus: Corpus, _ model: any SequenceTrainable, steps: Int) {
    (self.corpus, self.model, self.steps) = (corpus, model, steps)
    ids = Array(corpus.heldOut.prefix(Self.length))
    reader = Self.reader(of: model, &ids, steps: steps)
  }

  /// A runner over `ids`, of which a model without a carried state sees the last `steps` at most.
  private static func reader(
    of model: any SequenceTrainable, _ ids: inout [Int32], steps: Int
  ) -> any SequenceRunner {
    if !model.carriesState { ids = ids.suffix(steps) }
    return model.runner(
      steps: model.carriesState ? ids.count : steps, batch: 1, atEveryStep: true)
  }

  var observation: any Observation { latest }
  var answersQuestions: Bool { true }

  mutating func request(after update: Int) { (self.update, isBusy) = (update, true) }

  mutating func answer(_ text: String, after update: Int) throws(SettingError) {
    ids = try corpus.typedIds(text)
    self.update = update
    reader = Self.reader(of: model, &ids, steps: steps)
    latest.isTyped = true
    isBusy = true
  }

  mutating func resume(from other: any Evaluator) {
    guard let other = other as? PassageEvaluator else { return }
    (latest, ids) = (other.latest, other.ids)
    reader = Self.reader(of: model, &ids, steps: steps)
  }

  mutating func advance() {
    isBusy = false
    let length = model.carriesState ? ids.count : steps
    var batch = Batch()
    batch.ids = ids + [Int32](repeating: 0, count: length - ids.count)
    batch.classes = [Int32](repeating: 0, count: length)
    batch.startsAnew = true
    let outputs = reader.run(batch).outputs
    let size = outputs.count / length
    latest.update = update
    latest.characters = ids.map { corpus.text([$0]) }
    latest.symbols = model.problem.symbols
    latest.logits = Array(outputs[(ids.count - 1) * size..<ids.count * size])
    let recurrence = (reader as? SequenceNetwork)?.recurrence
    latest.hidden = recurrence?.output.columns ?? 0
    latest.states =
      recurrence.map { Array($0.stateValues().prefix(ids.count * latest.hidden)) } ?? []
  }
}

/// What a text model makes of a stretch of text.
public struct PassageObservation: Observation, Equatable {
  /// The updates that had been done.
  public var update = 0
  /// The text, character by character.
  public var characters: [String] = []
  /// Units of the recurrent layer; 0 where there is none.
  public var hidden = 0
  /// h after every character, [characters, hidden].
  public var states: [Float] = []
  /// Every character that the text has, as a person reads it.
  public var symbols: [String] = []
  /// The logit of each of them as the next, after the last character.
  public var logits: [Float] = []
  /// Whether a person typed the text.
  public var isTyped = false

  /// How likely each symbol is to be drawn next at a temperature.
  public func shares(temperature: Double) -> [Float] {
    logits.isEmpty ? [] : Sampling(temperature: Float(temperature)).probabilities(logits)
  }
}

extension ObservationKind {
  /// What a text model makes of a stretch of text.
  public static let passage = ObservationKind(
    name: "passage", about: "text to go through character by character",
    type: PassageObservation.self,
    isGiven: { $0.problemKind.isText },
    source: .evaluation { parts in
      guard case .text(let corpus) = parts.data, let model = parts.model as? any SequenceTrainable
      else { return nil }
      return PassageEvaluator(corpus, model, steps: parts.configuration.steps)
    })
}

extension Snapshot {
  /// What a text model makes of a stretch of text, where a panel shows it.
  public var passage: PassageObservation? { observations[PassageObservation.self] }
}

extension Corpus {
  /// What a person typed as ids; throws why it cannot be.
  func typedIds(_ text: String) throws(SettingError) -> [Int32] {
    guard !text.isEmpty else { throw SettingError(problem: "nothing was typed", allowed: []) }
    do {
      return try ids(of: text)
    } catch {
      throw SettingError(problem: "the text \(error.reason)", allowed: [])
    }
  }
}
