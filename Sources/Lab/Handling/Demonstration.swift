import Runs
import Screen

/// A demonstration that is being played: a lesson's own keys, waits and captions.
public struct Demonstration: Sendable, Equatable {
  private let steps: [DemoStep]
  private var place = 0
  /// When the step that is waited for began, in seconds.
  private var since: Double?
  /// What is being said.
  public private(set) var caption = ""
  /// Why it could not go on, if it could not.
  public internal(set) var failure: String?

  /// Seconds that a wait lasts after a run has stopped without coming true.
  private static let patience = 2.0

  /// The demonstration of `experiment`, from `page` on.
  init(_ experiment: Experiment, from page: Int = 0) {
    steps = experiment.pages[page...].flatMap(\.demo)
  }

  /// Whether there is nothing to play.
  var isEmpty: Bool { steps.isEmpty }
  /// Whether everything has been played.
  public var isOver: Bool { place >= steps.count }

  /// The next step that can be done at `now`, in seconds; nil while something is waited for.
  mutating func next(_ snapshot: Snapshot, isTraining: Bool, now: Double) -> DemoStep? {
    guard failure == nil, !isOver else { return nil }
    let step = steps[place]
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
    place += 1
    since = nil
    return step
  }
}

extension LabState {
  /// Begins to play the open lesson's demonstration, from its page on.
  mutating func beginDemo() {
    guard let lesson = open else { return }
    let demo = Demonstration(lesson.experiment, from: lesson.page)
    guard !demo.isEmpty else { return tell("this lesson has no demo from here on") }
    self.demo = demo
  }

  /// Plays what can be played at `now`, in seconds; to be called again and again while `demo` is there.
  public mutating func playDemo(_ snapshot: Snapshot, now: Double) -> [Effect] {
    guard snapshot.run == run || snapshot.run == 0, var playing = demo else { return [] }
    var effects: [Effect] = []
    let step = playing.next(snapshot, isTraining: open?.isTraining == true, now: now)
    demo = playing
    switch step {
    case .page(let page): effects = showPage(page)
    case .press(let key): effects = update(key)
    case .say, .wait, .rest, nil: break
    }
    if let failure = demo?.failure {
      demo = nil
      tell(failure)
    } else if demo?.isOver == true {
      demo = nil
      tell("the demo is over")
    }
    return effects
  }

  /// Takes a key from a person: a demonstration that is being played stops there.
  public mutating func take(_ key: Key) -> [Effect] {
    let wasPlaying = demo != nil
    demo = nil
    let effects = update(key)
    if wasPlaying { tell("yours: the demo stopped here; Y plays it from this page") }
    return effects
  }
}
