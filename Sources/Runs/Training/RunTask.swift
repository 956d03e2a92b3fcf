import Engine

/// A run as a task of a job: from another seed, with other settings, or the run that a fork left.
struct RunTask: JobTask {
  let run: TrainingRun

  /// A run that goes on until it has done its planned updates.
  init(_ run: TrainingRun) { self.run = run }

  /// A new run of `configuration`, from its seed.
  init(_ configuration: Configuration, library: TextLibrary, dataFile: String?) {
    run = TrainingRun(library: library)
    run.perform(
      .start(run: configuration.seed, configuration: configuration, dataFile: dataFile))
    run.perform(.train)
  }

  var progress: Int { run.snapshot.update }
  var hasWork: Bool { run.hasOwnWork }
  func advance() { Denormals.flushed { run.work() } }

  /// Whether it may do one more update to come as far as `update`, planned or not.
  func canFollow(to update: Int) -> Bool { !run.isOver && run.snapshot.update < update }

  var output: RunProgress { RunProgress(run.snapshot) }
}

/// How far a run beside the one that is watched has come.
public struct RunProgress: Sendable, Equatable {
  /// What it differs in from the others, as a person would write it: `cell gru, layers 2`.
  public var words = ""
  /// Its seed.
  public var seed: Int
  /// Updates done.
  public var update: Int
  /// Its loss against updates.
  public var losses: Curve
  /// The mean loss of its last 25 updates.
  public var recentLoss: Float?
  /// What else was observed of it.
  public var observations: Observations
  /// The named baseline that it has reached; empty for none.
  public var baseline: String
  /// The update at which it diverged.
  public var divergedAt: Int?
  /// Whether it is over.
  public var isOver: Bool

  init(_ snapshot: Snapshot) {
    seed = snapshot.configuration.seed
    update = snapshot.update
    losses = snapshot.losses
    recentLoss = snapshot.recentLoss
    observations = snapshot.observations
    divergedAt = snapshot.divergedAt
    baseline =
      snapshot.divergedAt != nil
      ? "NaN"
      : snapshot.recentLoss.map { ReachedBaseline.name(of: $0, among: snapshot.baselines) } ?? ""
    isOver = snapshot.stopped
  }

  /// Equal where what a chart shows of them is equal.
  public static func == (a: RunProgress, b: RunProgress) -> Bool {
    a.words == b.words && a.seed == b.seed && a.update == b.update && a.losses == b.losses
      && a.divergedAt == b.divergedAt && a.isOver == b.isOver
  }
}
