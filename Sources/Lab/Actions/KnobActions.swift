import Runs
import Screen

extension Action {
  /// Turning a knob that a lesson has: its name is that of the setting. It takes a value, or `up`
  /// or `down`; without one it goes to the next.
  static func turning(_ knob: Knob, in lesson: OpenLesson) -> Action {
    let setting = Setting.catalogue.first { $0.name == knob.setting }
    let value = setting?.value(in: lesson.configuration) ?? ""
    let stops =
      knob.isDial && knob.values.count > 2
      ? "\(knob.values[0]) to \(knob.values[knob.values.count - 1])"
      : knob.values.joined(separator: ", ")
    return Action(
      knob.setting, .knobs, "\(knob.label.capitalizedFirst), now \(value): \(setting?.about ?? "")."
    ) { state, text in
      switch text {
      case "", "up", "next": state.turn(knob, 1)
      case "down", "before": state.turn(knob, -1)
      default: state.set("\(knob.setting)=\(text)")
      }
    }.keys(
      knob.directions.map {
        Binding(key: $0.key, argument: $0.direction < 0 ? "down" : knob.isDial ? "up" : "")
      }, as: knob.keys.map(String.init).joined(separator: " ")
    ).taking(.optional(knob.isDial ? "up, down or a value" : "a value")).inMenus(
      "\(knob.label), now \(value): \(stops)."
    ).refused { state, _ in
      state.open.flatMap { setting?.complaint(in: $0.configuration) }.map { "\($0)" }
    }
  }
}

extension String {
  /// With its first letter in upper case.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
