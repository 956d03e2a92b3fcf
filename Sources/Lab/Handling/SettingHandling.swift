import Runs

/// Turning knobs and giving settings other values.
extension LabState {
  /// Turns a knob of the open lesson to its next value, in direction +1 or -1.
  mutating func turn(_ knob: Knob, _ direction: Int) {
    guard let lesson = open, let row = Setting.catalogue.first(where: { $0.name == knob.setting })
    else { return }
    let current = row.value(in: lesson.configuration)
    guard let value = knob.value(after: current, direction: direction) else {
      return tell("\(knob.label) ends at \(current)")
    }
    do {
      try change(row, to: value, called: knob.label)
    } catch {
      tell("\(error)")
    }
  }

  /// Gives a setting another value; throws if it does not take it.
  mutating func change(
    _ setting: Setting, to value: String, called label: String
  ) throws(SettingError) {
    guard var lesson = open else { return }
    try setting.set(value, in: &lesson.configuration)
    if lesson.isForked, let complaint = lesson.forkComplaint(setting) { return tell(complaint) }
    if lesson.isForked { lesson.forkedSetting = setting.name }
    if let before = open?.configuration, before != lesson.configuration {
      lesson.history.append(.settings(before))
    }
    open = lesson
    switch setting.effect {
    case .restarts: restart("\(label) \(value): started again")
    case .goesOn:
      tell("\(label) \(value): the run goes on")
      emit(training: .adjust(lesson.configuration))
    }
  }

  /// Gives the setting of `text`, which is `name=value`, its value; says what is wrong with it.
  mutating func set(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map {
      String($0).trimmingBlanks
    }
    guard let lesson = open, parts.count == 2 else {
      return tell("write it as name=value, such as updates=500")
    }
    do {
      let setting = try Setting.named(FormerNames.settings.current(parts[0]).name)
      if let complaint = setting.complaint(in: lesson.configuration) { throw complaint }
      try change(setting, to: parts[1], called: setting.name)
    } catch {
      tell("\(error)")
    }
  }
}

extension String {
  /// Without the blanks around it.
  var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
