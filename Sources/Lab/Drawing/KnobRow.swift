import Screen

/// The settings that keys turn, each with its key and its value.
struct KnobRow {
  let lesson: OpenLesson

  /// Draws one knob beside the other: `cell x tanh`. Knobs that do not fit are left out at the end.
  func draw(on grid: inout Grid, in rectangle: Rectangle, y: Int) {
    let knobs = lesson.experiment.knobs.map { knob in
      (label: knob.label, key: Keymap.keys(turning: knob.setting), value: value(of: knob))
    }
    let width = knobs.reduce(0) {
      $0 + columns(of: $1.label) + columns(of: $1.key) + columns(of: $1.value) + 2
    }
    let gap = min(5, max(2, (rectangle.width - 4 - width) / max(knobs.count - 1, 1)))
    var x = rectangle.x + 2
    for knob in knobs {
      x += grid.put(knob.label, x: x, y: y, style: .dim, within: rectangle) + 1
      x += grid.put(knob.key, x: x, y: y, style: .accent, within: rectangle) + 1
      x += grid.put(knob.value, x: x, y: y, style: .plain, within: rectangle) + gap
    }
  }

  /// The value, padded to the widest so that its neighbours stay where they are.
  private func value(of knob: Knob) -> String {
    let setting = Setting.catalogue.first { $0.name == knob.setting }
    let value = setting?.value(in: lesson.configuration) ?? ""
    let widest = knob.values.map { columns(of: $0) }.max() ?? 0
    return value + String(repeating: " ", count: max(0, widest - columns(of: value)))
  }
}
