import Screen

extension Action {
  /// The run itself.
  static let training: [Action] = [
    Action("train", .training, "Train, or pause.") { state, _ in state.trainOrPause() }.keys(
      " ", as: "space"
    ).inFooter("train", 0).offered(),
    Action("step", .training, "Do one update.") { state, _ in state.stepOnce() }.keys("s").inFooter(
      "step", 6),
    Action("restart", .training, "Start again from the seed.") { state, _ in
      state.restart("started again from seed \(state.open?.configuration.seed ?? 1)")
    }.keys("r").inFooter("restart", 7),
    Action("status", .training, "Where the run is: its update and its loss.") { state, _ in
      state.emit(.tell(.status))
    }.typedOnly(),
  ]
}
