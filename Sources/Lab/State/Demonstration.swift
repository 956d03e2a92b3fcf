import Runs

/// A demonstration that is being played: a lesson's own keys, waits and captions.
public struct Demonstration: Sendable, Equatable {
  private let steps: [DemoStep]
  private var index = 0
  /// What the student had done before: what a demonstration answers and solves is not theirs.
  let studentsRecord: LessonRecord
  /// What the student had chosen to be asked: a demonstration shows how predictions are made.
  let studentsRule: PredictionRule
  /// The page that it began on, from 0.
  let firstPage: Int
  /// When the step that is waited for began, in seconds.
  private var since: Double?
  /// What is being said.
  public private(set) var caption = ""
  /// Why it could not go on, if it could not.
  public private(set) var failure: String?

  /// What is told at the end of one that was played whole.
  static let end = "the demo is over"

  /// Seconds that a wait lasts after a run has stopped without coming true.
  private static let patience = 2.0

  /// The demonstration of `lesson`, from its page on.
  init(_ lesson: OpenLesson, rule: PredictionRule) {
    steps = lesson.experiment.pages[lesson.page...].flatMap(\.demo)
    (studentsRecord, studentsRule, firstPage) = (lesson.record, rule, lesson.page)
  }

  /// Whether there is nothing to play.
  var isEmpty: Bool { steps.isEmpty }
  /// Whether everything has been played.
  public var isOver: Bool { index >= steps.count }

  /// The next step that can be done at `now`, in seconds; nil while something is waited for.
  mutating func next(_ snapshot: Snapshot, isTraining: Bool, now: Double) -> DemoStep? {
    guard failure == nil, !isOver else { return nil }
    let step = steps[index]
    switch step {
    case .rest(let seconds):
      let start = since ?? now
      since = start
      guard now - start >= seconds else { return nil }
    case .wait(let condition):
      guard !condition.holds(for: snapshot) else { break }
      if isTraining {
        since = nil
      } else if now - (since ?? now) > Self.patience {
        failure = "the demo waited for '\(condition.text)' and the run stopped"
      } else {
        since = since ?? now
      }
      return nil
    case .say(let words): caption = words
    case .page, .press: break
    }
    index += 1
    since = nil
    return step
  }
}
