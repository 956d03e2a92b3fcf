import Runs
import Screen

extension Action {
  /// Asking the model, and moving its weights.
  static let model: [Action] = [
    Action(
      "ask", .model, "Ask the model: type a date, a sentence, a message, the beginning of a text."
    ) { state, text in
      if text.isEmpty { state.overlay = .question("") } else { state.emit(training: .ask(text)) }
    }.keys("A").taking(.optional("TEXT")).refused { state, _ in state.askRefusal },
    Action("equations", .model, "Write a cell of your own by its equations, and train it.") {
      state, text in
      if text.isEmpty { state.beginCell() } else { state.useCell(text) }
    }.keys("'").taking(.optional("EQUATIONS")).inMenus(
      "Train a cell of your own, such as equations h' = tanh(W_h x + U_h h + b_h)."
    ).refused { state, _ in state.ownCellRefusal },
    Action("weight", .model, "Choose a weight of the recurrent matrix.") { state, text in
      state.chooseWeight(text)
    }.taking(.required("ROW COLUMN")).typedOnly().refused { state, _ in state.weightsRefusal },
    Action("lower", .model, "The weight under the cursor: 0.1 less. Every step changes.") {
      state, _ in state.nudge(-1)
    }.keys(",").inMenus("The chosen weight: 0.1 less. Every step changes.").refused { state, _ in
      state.weightRefusal
    },
    Action("raise", .model, "The weight under the cursor: 0.1 more. Every step changes.") {
      state, _ in state.nudge(1)
    }.keys(".").inMenus("The chosen weight: 0.1 more. Every step changes.").refused { state, _ in
      state.weightRefusal
    },
    Action("check", .model, "Check dL/dw of the weight under the cursor by moving it.") {
      state, _ in state.checkWeight()
    }.keys("d").inMenus("Check dL/dw of the chosen weight by moving it.").refused { state, _ in
      state.weightRefusal
    },
    Action(
      "pass", .model, "The pass forward and back: its next operation, or the one with a number."
    ) { state, text in
      guard let panel = state.numberedPanel else { return }
      if let number = Int(text) { return state.setCursor(number - 1, in: panel) }
      state.focus(on: panel + 1)
      state.moveCursor(1)
    }.taking(.optional("NUMBER")).typedOnly().refused { state, text in
      guard let panel = state.numberedPanel else { return Self.noPass }
      let last = state.lastCursor(of: panel) + 1
      guard text.isEmpty || Int(text).map({ (1...last).contains($0) }) == true else {
        return "the pass has the numbers 1 to \(last), such as pass 3"
      }
      return nil
    },
    Action("animate", .model, "Run a pass through the network, forward and back; or stop it.") {
      state, _ in state.animate()
    }.keys("a").inMenus("Begin the pass through the network; pass then goes on.").refused {
      state, _ in state.passPanel == nil ? Self.noPass : nil
    },
  ]

  private static let noPass = "this page has no diagram to run a pass through"
}
