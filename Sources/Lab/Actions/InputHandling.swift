import Runs
import Screen

extension LabState {
  /// The lab's one door: takes in what reaches it from outside, and returns what it asks of the
  /// outside, in order. Pure: time and what was measured come in as values.
  public mutating func handle(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key): takeOver(with: key) { $0.press(key) }
    case .pointer(let call): takeOver { $0.point(at: call) }
    case .action(let call): takeOver { $0.perform(call) }
    case .open(let experiment, let page, let configuration):
      enter(experiment, page: page, configuration: configuration)
    case .measured(let snapshot): observe(snapshot)
    case .clock(let now, let snapshot): playDemo(snapshot, now: now)
    case .tick: tick()
    case .lessons(let entries): reload(entries)
    }
    defer { outgoing = [] }
    return outgoing
  }

  /// What a key does, whoever pressed it.
  mutating func press(_ key: Key) {
    if let overlay { return handle(overlay, key) }
    if let call = call(for: key) { return perform(call) }
    guard open != nil else { return }
    for setting in Setting.catalogue
    where Knob(setting).directions.contains(where: { $0.key == key }) {
      tell(
        "this lesson has no knob for \(setting.name); \(way(to: "settings")) lists every setting")
    }
  }

  /// What pressing the mouse does: outside of an overlay what is there, and else back to what it
  /// covers.
  private mutating func point(at call: ActionCall?) {
    if overlay != nil {
      press(.escape)
    } else if let call {
      perform(call)
    }
  }
}
