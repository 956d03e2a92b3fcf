import Runs
import Screen

extension Action {
  /// Changing a run, and having two beside each other.
  static let comparing: [Action] = [
    Action("fork", .comparing, "Fork the run at the chart's cursor, or here; then turn one knob.") {
      state, text in state.fork(at: Int(text))
    }.keys("b").taking(.optional("UPDATE")).inMenus(
      "Fork the run at an update, or here; then turn one knob."
    ).refused { state, text in
      text.isEmpty || Int(text) != nil
        ? state.forkRefusal : "'\(text)' is no update; say it as a number, such as fork 120"
    },
    Action("undo", .comparing, "Undo the last change: a knob, a weight, a fork, an answer.") {
      state, _ in state.undo()
    }.keys("u").refused { state, _ in
      let canUndo = state.open?.history.isEmpty == false || state.open?.answerToTakeBack != nil
      return canUndo ? nil : "there is nothing to undo"
    },
    Action("seeds", .comparing, "The same run from five seeds, in the background.") { state, _ in
      state.trySeeds()
    }.keys("n"),
    Action("settings", .comparing, "Every setting, with its value and its range, to change.") {
      state, _ in state.overlay = .settings(SettingsTable())
    }.keys("e").inMenus("Every setting, with its value and its range."),
    Action("set", .comparing, "Give a setting another value.") { state, text in state.set(text) }
      .taking(.required("NAME=VALUE")).typedOnly(),
    Action("keep", .comparing, "Keep the settings as they are under a name.") { state, text in
      if text.isEmpty { state.overlay = .name("") } else { state.keep(as: text) }
    }.taking(.optional("NAME")),
    Action("use", .comparing, "Take up settings that were kept.") { state, name in
      state.useKept(name)
    }.taking(.required("NAME")).typedOnly().refused { state, name in state.keptRefusal(name) },
  ]
}
