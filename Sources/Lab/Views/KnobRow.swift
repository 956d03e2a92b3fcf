import Runs
import Screen

/// The settings that keys turn, each with its key and its value.
struct KnobRow {
  let lesson: OpenLesson

  private struct Item {
    var label: String
    var key: String
    var value: String
    /// The value's widest width: its neighbours stay where they are when it changes.
    var widest: Int
    var setting: String
    var about: [String]

    func width(isPadded: Bool) -> Int {
      columns(of: label) + columns(of: key) + 2 + (isPadded ? widest : columns(of: value))
    }
  }

  /// Draws one knob beside the other, as `cell x tanh`, with as much space between as there is; a
  /// knob that does not fit is left out, and its key still turns it.
  func draw(on scene: inout Scene, in rectangle: Rectangle, y: Int) {
    let isNarrow = rectangle.width < 100
    let items = lesson.experiment.knobs.map { item($0, isNarrow: isNarrow) }
    let room = rectangle.width - 4
    let gaps = max(items.count - 1, 1)
    let padded = items.reduce(0) { $0 + $1.width(isPadded: true) }
    let isPadded = padded + 2 * gaps <= room
    let total = isPadded ? padded : items.reduce(0) { $0 + $1.width(isPadded: false) }
    let gap = min(5, max(2, (room - total) / gaps))
    var x = rectangle.x + 2
    for item in items {
      let end = x + item.width(isPadded: isPadded)
      guard end <= rectangle.maxX else { break }
      let frame = Rectangle(x: x, y: y, width: end - x, height: 1)
      scene.note(Element(frame, item.label, item.about, action: ActionCall(item.setting)))
      x += scene.grid.put(item.label, x: x, y: y, style: .dim, within: rectangle) + 1
      x += scene.grid.put(item.key, x: x, y: y, style: .accent, within: rectangle) + 1
      scene.grid.put(item.value, x: x, y: y, style: .plain, within: rectangle)
      x = end + gap
    }
  }

  private func item(_ knob: Knob, isNarrow: Bool) -> Item {
    let setting = Setting.catalogue.first { $0.name == knob.setting }
    let complaint = setting?.complaint(in: lesson.configuration)
    let value = complaint == nil ? setting?.value(in: lesson.configuration) ?? "" : "-"
    return Item(
      label: isNarrow ? knob.shortLabel : knob.label, key: knob.keys,
      value: value,
      widest: (knob.values + [value]).map { columns(of: $0) }.max() ?? 0,
      setting: knob.setting,
      about: [
        "A knob: \(setting?.about ?? ""). "
          + (complaint.map { "\($0)." } ?? "It is \(value)."),
        "The key stops at \(knob.values.joined(separator: ", ")).",
        setting?.effect == .goesOn
          ? "The run goes on with the new value." : "A change starts the run again.",
      ])
  }
}
