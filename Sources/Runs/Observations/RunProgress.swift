/// How far a run beside the one that is watched has come.
public struct RunProgress: Sendable, Equatable {
  /// What it differs in from the others, as a person would write it: `cell gru, layers 2`.
  public var words = ""
  /// Its settings.
  public var configuration: Configuration
  /// Updates done.
  public var update: Int
  /// Its loss against updates.
  public var losses: Curve
  /// The mean loss of its last 25 updates.
  public var recentLoss: Float?
  /// The norm of its last gradient over all parameters, before clipping.
  public var gradientNorm: Float?
  /// What else was observed of it.
  public var observations: Observations
  /// The named baseline that it has reached; empty for none.
  public var baseline: String
  /// The update at which it diverged.
  public var divergedAt: Int?
  /// Whether it does no more updates.
  public var isOver: Bool

  /// How far the run of `snapshot` has come.
  init(_ snapshot: Snapshot, baseline: String) {
    configuration = snapshot.configuration
    gradientNorm = snapshot.gradientNorm
    update = snapshot.update
    losses = snapshot.losses
    recentLoss = snapshot.recentLoss
    observations = snapshot.observations
    divergedAt = snapshot.divergedAt
    self.baseline = baseline
    isOver = snapshot.stopped
  }

  /// What its weights, data and samples are drawn from.
  public var seed: Int { configuration.seed }

  /// What it shows by itself, for whatever measures a run.
  var snapshot: Snapshot {
    var snapshot = Snapshot()
    snapshot.configuration = configuration
    (snapshot.update, snapshot.divergedAt) = (update, divergedAt)
    (snapshot.losses, snapshot.recentLoss) = (losses, recentLoss)
    (snapshot.gradientNorm, snapshot.observations) = (gradientNorm, observations)
    return snapshot
  }

  /// Equal where what a chart shows of them is equal.
  public static func == (a: RunProgress, b: RunProgress) -> Bool {
    a.words == b.words && a.seed == b.seed && a.update == b.update && a.losses == b.losses
      && a.divergedAt == b.divergedAt && a.isOver == b.isOver
  }
}
