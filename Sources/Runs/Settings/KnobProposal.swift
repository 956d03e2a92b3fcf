/// How keys turn a setting, if a lesson does not say otherwise.
public struct KnobProposal: Sendable, Equatable {
  /// One key, which goes round, or two: for less and for more.
  public let keys: String
  /// The name in the row of knobs; empty for the setting's own.
  public let label: String
  /// The values it stops at, as `Setting.set` reads them; empty for the setting's own.
  public let stops: [String]

  /// A proposal with stops in words.
  init(_ keys: String, label: String = "", stops: [String] = []) {
    (self.keys, self.label, self.stops) = (keys, label, stops)
  }

  /// A proposal with stops in numbers.
  init(_ keys: String, label: String = "", stops: [Double]) {
    self.init(keys, label: label, stops: stops.map(Setting.text))
  }
}

extension Setting {
  /// The values that a knob stops at: those proposed, every word of a choice, or the round numbers
  /// of the range with the word for its absence.
  public var stops: [String] { stops(in: Configuration()) }

  /// The same, with the cells that `configuration` defines.
  public func stops(in configuration: Configuration) -> [String] {
    if let stops = knob?.stops, !stops.isEmpty { return stops }
    if !choices.isEmpty { return choices(in: configuration) }
    var stops = allowed.filter { Double($0) == nil && !$0.contains(" to ") }
    var next = allowed.last?.split(separator: " ").first.map(String.init)
    while let stop = next, stops.count < 100 {
      stops.append(stop)
      next = Double(stop) == nil ? nil : value(after: stop, direction: 1)
    }
    return stops
  }
}
