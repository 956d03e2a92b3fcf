import Runs
import Screen

/// Demonstrations. Their keys do what a person's do; a person's own key ends them.
extension LabState {
  /// Why there is no demonstration to play; nil where there is one.
  var demoRefusal: String? {
    guard let lesson = open, !Demonstration(lesson, rule: predictions).isEmpty else {
      return "this lesson has no demo from here on"
    }
    return nil
  }

  /// Begins to play the open lesson's demonstration from its page on, as if nobody had touched it:
  /// what the student has done is put aside until the end, and a run that has begun begins again.
  mutating func beginDemo() {
    guard let lesson = open else { return }
    demo = Demonstration(lesson, rule: predictions)
    askPredictions(.asked)
    open?.record = LessonRecord()
    open?.focus = 0
    open?.isZoomed = false
    guard lesson.update > 0 || lesson.isTraining else { return }
    open?.configuration = lesson.current.configuration
    open?.update = 0
    start()
  }

  /// Plays what can be played at `now`, in seconds. A question to the person that was there before
  /// is answered first.
  mutating func playDemo(_ snapshot: Snapshot, now: Double) {
    guard overlay != .glyphCheck, snapshot.run == run || snapshot.run == 0 else { return }
    let isTraining = open?.isTraining == true
    switch demo?.next(snapshot, isTraining: isTraining, now: now) {
    case .page(let page): showPage(page)
    case .press(let key): press(key)
    case .say, .wait, .rest, nil: break
    }
    if let failure = demo?.failure {
      endDemo()
      tell(failure)
    } else if demo?.isOver == true {
      endDemo()
      tell(Demonstration.end)
    }
  }

  /// Lets a person do something: a demonstration that is being played stops there, and what it had
  /// opened is closed. Esc does no more than that; every other key does what it always does.
  mutating func takeOver(with key: Key? = nil, _ act: (inout LabState) -> Void) {
    guard demo != nil, overlay != .glyphCheck, key != .resize else { return act(&self) }
    endDemo()
    overlay = nil
    if key != .escape { act(&self) }
    guard demo == nil else { return }
    tell("yours: the demo stopped here; \(way(to: "demo")) plays it from this page")
  }
}
