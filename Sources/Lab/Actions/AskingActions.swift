import Runs
import Screen

extension Action {
  /// What a page asks of its reader.
  static let asking: [Action] = [
    Action("predict", .asking, "Choose what you predict, where the page asks.") { state, text in
      guard let number = Int(text) else {
        return state.tell("say the number of a choice, such as predict 1")
      }
      state.predict(number - 1)
    }.keys(
      (1...9).map { Binding(key: .character(Character("\($0)")), argument: "\($0)") }, as: "1 to 9"
    ).taking(.required("NUMBER")).inMenus("Say which of the page's choices you predict.").offered()
      .refused { state, text in
        if text.isEmpty { return state.predictionRefusal(nil) }
        guard let number = Int(text) else { return "say the number of a choice, such as predict 1" }
        return state.predictionRefusal(number - 1)
      },
    Action("guess", .asking, "Set your marker on the axis, where the page asks for one.") {
      state, text in
      if let value = Double(text) { state.guess(value) } else { state.beginGuess() }
    }.keys("G").taking(.optional("VALUE")).inMenus("Say the value that you predict.").offered()
      .refused { state, text in
        guard text.isEmpty || Double(text).map({ $0.isFinite && $0 >= 0 }) == true else {
          return "'\(text)' is not a valid value; say a number from 0 on, such as guess 0.7"
        }
        return state.guessRefusal
      },
    Action("hint", .asking, "A hint for what the page asks you to try.") { state, _ in
      state.showHint()
    }.keys("H").offered().refused { state, _ in state.hintRefusal },
    Action("show", .asking, "Show me: sets what does it, and runs.") { state, _ in
      state.showSolution()
    }.keys("D").offered().refused { state, _ in state.solutionRefusal },
    Action("explain", .asking, "Say in a sentence why it came as it did.") { state, text in
      if text.isEmpty { state.overlay = .sentence("") } else { state.explain(text) }
    }.keys("E").taking(.optional("SENTENCE")).offered().refused { state, _ in
      state.explanationRefusal
    },
    Action("vote", .asking, "A vote: digits count hands, Enter keeps the tally in the corner.") {
      state, text in
      if let hands = state.hands(text) { return state.keepTally(hands) }
      let none = [Int](repeating: 0, count: state.voteChoices)
      state.overlay = .vote(state.open?.tally ?? none)
    }.keys("v").taking(.optional("HANDS")).inMenus(
      "A vote: how many hands there are for each choice, such as vote 12 3 5."
    ).refused { state, text in
      text.isEmpty || state.hands(text) != nil
        ? nil : "say how many hands each choice has, such as vote 12 3 5"
    },
    Action("demo", .asking, "Play the lesson's demo from this page on; any key takes over.") {
      state, _ in state.beginDemo()
    }.keys("Y").inMenus("Play the lesson's demo from this page on.").refused { state, _ in
      state.demoRefusal
    },
  ]
}

extension LabState {
  /// The hands of a vote as typed, one number for each choice of the page; nil where they are not.
  fileprivate func hands(_ text: String) -> [Int]? {
    let words = text.split { $0 == " " || $0 == "," }
    let hands = words.compactMap { Int($0) }.filter { (0...1_000_000).contains($0) }
    return words.count == voteChoices && hands.count == voteChoices ? hands : nil
  }

  /// How many choices a vote has: those of the page's prediction, or four.
  fileprivate var voteChoices: Int {
    guard let count = open?.pagePrediction?.choices.count, count > 0 else { return 4 }
    return count
  }
}
