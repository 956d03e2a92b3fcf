import Runs

/// A setting that a key turns while the lab runs, with the values it stops at.
public struct Knob: Sendable, Equatable {
  /// How the values follow each other.
  public enum Motion: Sendable {
    /// In a circle: after the last comes the first.
    case cycle
    /// In a row, with an end at either side.
    case dial
  }

  /// The name of the setting it turns.
  public let setting: String
  /// The name in the row of knobs.
  public let label: String
  /// The name where room is short.
  public var shortLabel: String { label == "forget bias" ? "forget" : label }
  /// The values it stops at, as `Setting.set` reads them.
  public let values: [String]
  /// Whether it goes round.
  public let motion: Motion

  /// The value `direction` places on from `current`, or nil at the end of a dial.
  ///
  /// A value between two stops of a dial moves to the nearer stop in that direction; a value that
  /// a cycle does not have moves to its first.
  public func value(after current: String, direction: Int) -> String? {
    if let place = values.firstIndex(of: current) {
      let next = place + direction
      switch motion {
      case .cycle: return values[(next + values.count) % values.count]
      case .dial: return values.indices.contains(next) ? values[next] : nil
      }
    }
    guard motion == .dial, let number = Double(current) else {
      return motion == .dial && direction < 0 ? values.last : values.first
    }
    return direction > 0
      ? values.first { Double($0).map { $0 > number } ?? false }
      : values.last { Double($0).map { $0 < number } ?? false }
  }

  /// The same knob with only these values.
  func limited(to chosen: [String]) -> Knob {
    Knob(setting: setting, label: label, values: chosen, motion: motion)
  }

  /// Every knob that a lesson may name under `keys`.
  public static let catalogue: [Knob] = [
    Knob(
      setting: "cell", label: "cell", values: Setting.choices(of: "cell"), motion: .cycle),
    Knob(
      setting: "initialization", label: "init",
      values: ["pytorch", "keras", "small", "orthogonal"], motion: .cycle),
    Knob(
      setting: "gain", label: "gain", values: (1...40).map { Setting.text(Double($0) / 10) },
      motion: .dial),
    Knob(
      setting: "steps", label: "T",
      values: [5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500].map(String.init),
      motion: .dial),
    Knob(setting: "clip", label: "clip", values: ["1", "off"], motion: .cycle),
    Knob(
      setting: "forget-bias", label: "forget bias",
      values: ["auto", "0", "1", "2", "3", "5"], motion: .cycle),
    Knob(
      setting: "temperature", label: "temperature",
      values: ["0.2", "0.5", "0.8", "1", "1.2", "1.5"], motion: .cycle),
    Knob(setting: "reversal", label: "reversal", values: ["off", "on"], motion: .cycle),
    Knob(setting: "attention", label: "attention", values: ["off", "on"], motion: .cycle),
    Knob(setting: "readout", label: "readout", values: ["last", "valid"], motion: .cycle),
    Knob(setting: "carry", label: "carry", values: ["on", "off"], motion: .cycle),
    Knob(setting: "forcing", label: "forcing", values: ["1", "0.5", "0"], motion: .cycle),
    Knob(
      setting: "pace", label: "pace", values: ["10", "50", "200", "1000", "full"],
      motion: .dial),
  ]
}

extension Setting {
  /// The words that the setting `name` takes; empty where it is no choice.
  static func choices(of name: String) -> [String] {
    catalogue.first { $0.name == name }?.choices ?? []
  }
}
