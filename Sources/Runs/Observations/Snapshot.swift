import Problems

/// What a run shows of itself at one moment: a value, so it may cross threads.
public struct Snapshot: Sendable {
  /// What a run does.
  public enum Phase: Sendable, Equatable {
    /// Nothing has been asked for.
    case none
    case training, paused
    /// The planned number of updates is done.
    case finished
    /// A number was no longer finite; the text says what and when.
    case diverged(String)
    /// The run could not be set up; the text says why.
    case failed(String)
  }

  /// The number of the run, as the state counts them.
  public var run = 0
  /// What it does now.
  public var phase = Phase.none
  /// Its settings.
  public var configuration = Configuration()
  /// Updates done.
  public var update = 0
  /// The loss of the last update, in nats (cross-entropy) or squared units.
  public var loss: Float?
  /// The mean loss of the last 25 updates.
  public var recentLoss: Float?
  /// What that mean was between ten and twenty updates ago; nil before it was.
  public var earlierLoss: Float?
  /// The norm of the last gradient over all parameters, before clipping.
  public var gradientNorm: Float?
  /// Updates per second over the last stretch; nil when paused.
  public var updatesPerSecond: Double?
  /// Loss against updates.
  public var losses = Curve()
  /// Gradient norm against updates.
  public var gradientNorms = Curve()
  /// The named baselines of the problem, highest first.
  public var baselines: [Baseline] = []
  /// The update at which the run diverged.
  public var divergedAt: Int?
  /// What else was observed.
  public internal(set) var observations = Observations()
  /// The gradient of one weight, checked; nil after the next update.
  public var check: WeightCheck?
  /// The loss of the examples at hand after a weight was moved; nil after the next update.
  public var probedLoss: Float?
  /// Why what a person typed cannot be read.
  public var complaint: String?
  /// The same run from other seeds, as far as they have come.
  public var seeds: [RunProgress] = []
  /// The runs that learn the same problem beside this one, as far as they have come.
  public var contestants: [RunProgress] = []
  /// What it showed at the updates that somebody asked about, with everything evaluated.
  public internal(set) var moments: [Int: Snapshot] = [:]
  /// What this run differs in from its contestants; empty without them.
  public var words = ""
  /// The run that a fork left; nil without a fork.
  public var fork: ForkObservation?
  /// Threads that train.
  public var threads = 1

  /// Before anything has run.
  public init() {}

  /// Whether updates are being done.
  public var isTraining: Bool { phase == .training }

  /// Whether the run stopped by itself.
  public var stopped: Bool {
    switch phase {
    case .finished, .diverged, .failed: true
    case .none, .training, .paused: false
    }
  }
}
