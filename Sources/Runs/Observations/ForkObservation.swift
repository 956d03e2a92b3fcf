/// The run that a fork left, which goes on beside it.
public struct ForkObservation: Sendable, Equatable {
  /// The update at which the two part.
  public var update: Int
  /// The loss of the run that was left, against updates.
  public var losses: Curve
  /// The mean loss of its last 25 updates.
  public var recentLoss: Float?
  /// What differs, as a person would write it: `clip 1`, `clip off`; empty while nothing does.
  public var was: String
  public var now: String
}
