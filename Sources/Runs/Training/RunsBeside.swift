/// The runs that are trained beside the one that is watched.
extension TrainingRun {
  /// Starts the run as it was planned from five seeds.
  func trySeeds() {
    let (configuration, library, dataFile) = (snapshot.configuration, library, dataFile)
    seeds = Job(count: 5) { index in
      var own = configuration
      own.seed = index + 1
      return RunTask(own, library: library, dataFile: dataFile)
    }.begin()
  }

  /// Starts runs of other configurations, which keep step with this one.
  func contest(_ configurations: [Configuration]) {
    guard core != nil else { return }
    let (library, dataFile, watched) = (library, dataFile, watched.beside)
    contestants = Job(count: configurations.count) { index in
      RunTask(configurations[index], library: library, dataFile: dataFile, watching: watched)
    }.begin()
  }

  func dropOthers() {
    (seeds, contestants) = (TaskQueue(), TaskQueue())
    (original, checkpoints) = (nil, Checkpoints())
  }

  /// Puts the contestants into `snapshot`, each with words for what it differs in.
  func name(_ snapshot: inout Snapshot, _ others: [TrainingRun]) {
    guard !others.isEmpty else { return }
    let words = Configuration.distinctions(
      [snapshot.configuration] + others.map(\.snapshot.configuration))
    snapshot.words = words[0]
    snapshot.contestants = zip(others, words.dropFirst()).map { run, words in
      var progress = RunProgress(run.observed())
      progress.words = words
      return progress
    }
  }
}
