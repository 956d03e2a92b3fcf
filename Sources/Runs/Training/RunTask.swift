import Engine

/// A run as a task of a job: from another seed, with other settings, or the run that a fork left.
struct RunTask: JobTask {
  let run: TrainingRun

  /// A run that goes on until it has done its planned updates.
  init(_ run: TrainingRun) { self.run = run }

  /// A new run of `configuration`, from its seed.
  init(
    _ configuration: Configuration, library: TextLibrary, dataFile: String?,
    watching observations: Set<ObservationKind> = []
  ) {
    run = TrainingRun(library: library)
    run.perform(.watch(Watch(observations)))
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

extension RunProgress {
  /// How far the run of `snapshot` has come.
  init(_ snapshot: Snapshot) {
    self.init(
      snapshot,
      baseline: snapshot.divergedAt != nil ? "diverged" : snapshot.baseline)
  }
}
