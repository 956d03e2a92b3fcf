/// Something that a run shows of itself at one moment, beside its loss: a value, so it may cross
/// threads.
public protocol Observation: Sendable {
  /// The updates that had been done when it was taken.
  var update: Int { get }
}

/// What was observed of a run, at most one observation of each type.
public struct Observations: Sendable {
  private var values: [ObjectIdentifier: any Observation] = [:]

  /// The observation of a type, if there is one.
  public subscript<O: Observation>(type: O.Type) -> O? {
    get { values[ObjectIdentifier(type)] as? O }
    set { values[ObjectIdentifier(type)] = newValue }
  }

  /// Whether there is an observation of a type.
  public func has(_ type: any Observation.Type) -> Bool { values[ObjectIdentifier(type)] != nil }

  /// Takes in `observation` in place of an earlier one of its type.
  mutating func insert(_ observation: any Observation) {
    values[ObjectIdentifier(type(of: observation))] = observation
  }
}
