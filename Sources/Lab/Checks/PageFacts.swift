import Lessons
import Runs

extension Experiment {
  /// What its pages lack, or ask badly, each with file and line: found without running anything.
  public var complaints: [LessonError] {
    var complaints: [LessonError] = []
    for page in pages {
      func complain(_ problem: String, line: Int? = nil, allowed: [String] = []) {
        complaints.append(
          LessonError(
            file: lesson.file, line: line ?? page.text.line, problem: problem, allowed: allowed))
      }
      if page.text.notes.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
        complain("the page '\(page.text.title)' says nothing to whoever teaches it (a notes block)")
      }
      if page.look.isEmpty {
        complain(
          "the page '\(page.text.title)' does not say what to watch (a line 'look: ...' in its lab "
            + "block)")
      }
      for exercise in page.exercises {
        switch exercise {
        case .prediction(let prediction) where !prediction.choices.isEmpty:
          for problem in prediction.complaints { complain(problem, line: prediction.line) }
        case .challenge(let challenge):
          if challenge.hints.isEmpty { complain("this try has no hint", line: challenge.line) }
          if challenge.solution.isEmpty, page.demo.isEmpty {
            complain(
              "nothing shows how this try is met: it has no line 'show', and its page no demo",
              line: challenge.line)
          }
        case .prediction, .claim: break
        }
      }
    }
    if pages.allSatisfy(\.demo.isEmpty) {
      complaints.append(
        LessonError(file: lesson.file, line: 1, problem: "no page has a demo"))
    }
    return complaints
  }
}

extension Prediction {
  /// What is wrong with its choices, as far as they alone tell.
  fileprivate var complaints: [String] {
    let conditions = choices.map(\.condition)
    var complaints: [String] = []
    if let gap = Condition.gap(in: conditions) {
      complaints.append(
        "no choice is true at \(gap); add one, such as 'something else | otherwise'")
    }
    if let both = Condition.overlap(in: conditions) {
      complaints.append(
        "the choices \(both.first + 1) and \(both.second + 1) can be true together")
    }
    return complaints
  }
}
