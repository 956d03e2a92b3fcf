import Runs
import Screen

/// A setting that keys turn in one lesson, with the values it stops at.
public struct Knob: Sendable, Equatable {
  /// The name of the setting it turns.
  public let setting: String
  /// The name in the row of knobs.
  public let label: String
  /// Its keys as a person reads them: one, which goes round, or two, for less and for more.
  public let keys: String
  /// The values it stops at, as `Setting.set` reads them.
  public let values: [String]

  /// A knob for `setting`; keys, label and stops that are not given are those that its row
  /// proposes, with the cells that `configuration` defines.
  public init(
    _ setting: Setting, keys: String? = nil, values: [String] = [],
    in configuration: Configuration = Configuration()
  ) {
    self.setting = setting.name
    let label = setting.knob?.label ?? ""
    self.label = label.isEmpty ? setting.name : label
    self.keys = keys ?? setting.knob?.keys ?? ""
    self.values = values.isEmpty ? setting.stops(in: configuration) : values
  }

  /// The name where room is short.
  public var shortLabel: String { label.split(separator: " ").first.map(String.init) ?? label }
  /// Whether its values are a row with two ends, not a circle.
  public var isDial: Bool { keys.count == 2 }

  /// Which way each of its keys turns it. A plus needs no Shift: `=` does the same.
  public var directions: [(key: Key, direction: Int)] {
    let directions = keys.enumerated().map { index, character in
      (key: Key.character(character), direction: isDial && index == 0 ? -1 : 1)
    }
    return directions
      + directions.filter { $0.key == .character("+") }.map { (.character("="), $0.direction) }
  }

  /// The value `direction` stops on from `current`, or nil at the end of a dial.
  ///
  /// A value between two stops of a dial moves to the nearer stop in that direction; a value that
  /// a circle does not have moves to its first.
  public func value(after current: String, direction: Int) -> String? {
    if let index = values.firstIndex(of: current) {
      let next = index + direction
      if isDial { return values.indices.contains(next) ? values[next] : nil }
      return values[(next + values.count) % values.count]
    }
    guard isDial, let number = Double(current) else {
      return isDial && direction < 0 ? values.last : values.first
    }
    return direction > 0
      ? values.first { Double($0).map { $0 > number } ?? false }
      : values.last { Double($0).map { $0 < number } ?? false }
  }
}
