import Runs
import Screen

/// What is found out by doing in the lab what a person would do.
extension Experiment {
  /// Quanta of work after which a demonstration that goes on is given up; sixty are a second.
  private static let longestDemo = 60_000

  /// Plays all of its demonstration, a sixtieth of a second for every quantum of work. Returns what
  /// kept it from its end, or which of `challenges` it never met; nil where it did all.
  func complaintAboutDemo(meeting challenges: [Challenge], library: TextLibrary) -> String? {
    var state = LabState(entries: [])
    state.predictions = .asked
    let lab = LabInStep(state, library: library)
    lab.open(self)
    lab.perform(ActionCall("demo"))
    var open = challenges
    for quantum in 0..<Self.longestDemo where lab.state.demo != nil {
      if quantum % 5 == 0 {
        lab.playDemo(now: Double(quantum) / 60)
        if !open.isEmpty {
          let snapshot = lab.snapshot
          open.removeAll { $0.condition.holds(for: snapshot) }
        }
      }
      lab.advance()
    }
    guard lab.state.demo == nil else { return "it goes on and on" }
    let end = lab.state.open?.notice ?? ""
    guard end == Demonstration.end else {
      return "on page \((lab.state.open?.page ?? 0) + 1): \(end)"
    }
    return open.first.map { "it does not reach '\($0.condition.text)', and no line 'show' does" }
  }

  /// The first hint of a challenge that is not on a screen of 80x24 when it has been asked for; nil
  /// where all are.
  func complaint(aboutHintsOf challenge: Challenge, page: Int, library: TextLibrary) -> String? {
    var state = LabState(entries: [])
    var record = LessonRecord()
    // Hints are given for the first challenge that is not met, once predictions are decided.
    for (index, other) in pages[page].exercises.enumerated() where other != .challenge(challenge) {
      let slot = LessonRecord.Slot(page: page, exercise: index)
      record.done.insert(slot)
      if case .prediction = other {
        record.answers[slot] = 0
        record.outcomes[slot] = LessonRecord.Outcome(choice: nil, measured: "")
      }
    }
    state.progress.lessons[lesson.name] = record
    let lab = LabInStep(state, library: library)
    lab.open(self, page: page)
    for (number, hint) in challenge.hints.enumerated() {
      lab.perform(ActionCall("hint"))
      let text = lab.scene(size: Size(width: 80, height: 24), Capabilities()).grid.text()
      guard Self.words(of: text).contains(Self.words(of: hint)) else {
        return "hint \(number + 1) is not seen at 80x24"
      }
    }
    return nil
  }

  /// A text without the breaks of its lines, and without the marks of CommonMark.
  private static func words(of text: String) -> String {
    text.filter { $0 != "*" && $0 != "`" }.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
