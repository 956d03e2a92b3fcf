import Problems
import Runs

/// What a person does to a model, or asks it.
extension LabState {
  /// Opens the line that a question is typed into.
  mutating func ask() -> [Effect] {
    guard let lesson = open else { return [] }
    if ObservationKind.answering.contains(where: { $0.isGiven(by: lesson.configuration) }) {
      overlay = .question("")
    } else {
      tell("this model answers no questions")
    }
    return []
  }

  /// The place in W_h of the weight under the cursor; says how to choose one where none is.
  var weightUnderCursor: Int? {
    mutating get {
      guard let lesson = open, let panel = lesson.current.panels.firstIndex(of: .weights) else {
        tell("this page does not show its weights")
        return nil
      }
      let view = lesson.view(of: panel)
      guard let column = view.cursor else {
        tell("choose a weight first: \(panel + 2), then the arrows")
        return nil
      }
      return view.row * lesson.configuration.hidden + Int(column)
    }
  }

  /// Moves the weight under the cursor, and stops training, so that what changes is only this.
  mutating func nudge(_ direction: Int) -> [Effect] {
    guard let place = weightUnderCursor else { return [] }
    open?.isTraining = false
    open?.history.append(.weight(place, Float(direction) * 0.1))
    tell("the weight is moved: look at every step; r starts again")
    return [.pause, .nudge(place, Float(direction) * 0.1)]
  }
}
