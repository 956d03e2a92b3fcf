import Problems

/// A row of the list of observations: a new observation is one file and one entry here.
///
/// What is measured costs time, so a run measures what is always measured and what somebody
/// watches.
public struct ObservationKind: Sendable {
  /// Where an observation comes from.
  enum Source: Sendable {
    /// The last pass forward and back: taken for every snapshot. The observer lives as long as its
    /// model; nil where this model has no such thing after all.
    case pass(@Sendable (RunParts) -> (any PassObserver)?)
    /// An evaluation of its own now and then, in pieces.
    case evaluation(@Sendable (RunParts) -> (any Evaluator)?)
  }

  /// The name, as in messages: `states`.
  public let name: String
  /// What it is of, as the end of `this run has no ...`: `hidden states`.
  public let about: String
  /// The type of the observation.
  public let type: any Observation.Type
  /// Whether it is measured even though nobody watches.
  let isAlways: @Sendable (Configuration) -> Bool
  /// Whether runs of a configuration give it.
  let isGiven: @Sendable (Configuration) -> Bool
  let source: Source

  /// A row; without `isAlways` it is measured only where it is watched.
  init(
    name: String, about: String, type: any Observation.Type,
    isAlways: @escaping @Sendable (Configuration) -> Bool = { _ in false },
    isGiven: @escaping @Sendable (Configuration) -> Bool, source: Source
  ) {
    (self.name, self.about, self.type) = (name, about, type)
    (self.isAlways, self.isGiven, self.source) = (isAlways, isGiven, source)
  }

  /// Whether runs of `configuration` give it.
  public func isGiven(by configuration: Configuration) -> Bool { isGiven(configuration) }

  /// Every observation.
  public static let all: [ObservationKind] = [
    .states, .numbers, .ruler, .text, .passage, .classification, .translation, .forecast, .ablation,
    .slope,
  ]
}

extension ObservationKind {
  /// The observations that show what a model makes of something typed.
  public static let answering: [ObservationKind] = [.classification, .translation, .text]
}

extension ObservationKind: Hashable {
  /// Two rows are equal if they have one name.
  public static func == (a: ObservationKind, b: ObservationKind) -> Bool { a.name == b.name }

  /// By the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What an observer or an evaluator may look at.
struct RunParts {
  /// The model with its problem.
  let model: any TrainableModel
  /// Its settings.
  let configuration: Configuration
  /// What its problem learns from, where that is a file or a text.
  let data: ProblemData?
}

/// Reads something off a model after a pass forward and back.
protocol PassObserver: AnyObject {
  /// What the model shows now, after `update` updates; nil where it shows nothing.
  func observe(after update: Int) -> (any Observation)?
}

/// Something evaluated now and then that takes longer than a key may wait: it comes in pieces of a
/// few milliseconds. The model is not updated in between, so all pieces see the same weights.
protocol Evaluator {
  /// Updates between two evaluations.
  var interval: Int { get }
  /// Whether an evaluation is under way.
  var isBusy: Bool { get }
  /// Begins an evaluation of the weights as they are after `update` updates.
  mutating func request(after update: Int)
  /// Does one piece.
  mutating func advance()
  /// Takes up settings that change while a run goes on, after `update` updates.
  mutating func adjust(_ configuration: Configuration, after update: Int)
  /// Whether it lets the model answer what a person types.
  var answersQuestions: Bool { get }
  /// What the model makes, after `update` updates, of something that a person typed; throws why it
  /// cannot read it.
  mutating func answer(_ text: String, after update: Int) throws(SettingError)
  /// Goes on from what another has observed of the same run.
  mutating func resume(from other: any Evaluator)
  /// What was observed so far.
  var observation: any Observation { get }
}

extension Evaluator {
  mutating func adjust(_ configuration: Configuration, after update: Int) {}

  var answersQuestions: Bool { false }

  mutating func answer(_ text: String, after update: Int) throws(SettingError) {
    throw SettingError(problem: "this model answers no questions", allowed: [])
  }
}
