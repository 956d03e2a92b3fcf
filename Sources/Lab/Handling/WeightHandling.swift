import Runs

/// What a person does to a model, or asks it.
extension LabState {
  /// Why the model cannot be asked; nil where it can.
  var askRefusal: String? {
    guard let lesson = open,
      ObservationKind.answering.contains(where: { $0.isGiven(by: lesson.configuration) })
    else { return "this model answers no questions" }
    return nil
  }

  /// The panel of the page that shows the recurrent weights; nil where none does.
  private var weightsPanel: Int? { open?.current.panels.firstIndex(of: .weights) }

  /// Why no weight can be chosen; nil where one can.
  var weightsRefusal: String? {
    weightsPanel == nil ? "this page does not show its weights" : nil
  }

  /// Why no weight is under the cursor; nil where one is.
  var weightRefusal: String? {
    guard let panel = weightsPanel else { return weightsRefusal }
    if weightUnderCursor != nil { return nil }
    return isLinear
      ? "choose a weight first: weight ROW COLUMN"
      : "choose a weight first: \(panel + 2), then the arrows"
  }

  /// The index in W_h of the weight under the cursor; nil where none is.
  var weightUnderCursor: Int? {
    guard let lesson = open, let panel = weightsPanel else { return nil }
    let view = lesson.view(of: panel)
    return view.cursor.map { view.row * lesson.configuration.hidden + Int($0) }
  }

  /// Chooses the weight in a row and a column of W_h, from 0, as typed: `3 5`.
  mutating func chooseWeight(_ text: String) {
    let numbers = text.split { $0 == " " || $0 == "," }.map { Int($0) }
    let count = open?.configuration.hidden ?? 0
    guard let panel = weightsPanel, numbers.count == 2, let row = numbers[0],
      let column = numbers[1], (0..<count).contains(row), (0..<count).contains(column)
    else { return tell("say a row and a column, each 0 to \(count - 1), such as weight 1 2") }
    setCursor(column, in: panel)
    changeView { $0.row = row }
  }

  /// Moves the weight under the cursor, and stops training, so that what changes is only this.
  mutating func nudge(_ direction: Int) {
    guard let index = weightUnderCursor else { return }
    open?.isTraining = false
    open?.history.append(.weight(index, Float(direction) * 0.1))
    tell("the weight is moved: look at every step; \(way(to: "restart")) starts again")
    emit(training: .pause)
    emit(training: .nudge(index, Float(direction) * 0.1))
  }

  /// Checks the gradient of the weight under the cursor by moving it.
  mutating func checkWeight() {
    guard let index = weightUnderCursor else { return }
    open?.isTraining = false
    emit(training: .pause)
    emit(training: .check(index))
  }
}
