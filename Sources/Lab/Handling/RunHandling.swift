import Runs

/// The run of the open lesson: training it, and what comes of that.
extension LabState {
  /// The space bar: a run that waits goes on, unless the page asks for a prediction first.
  mutating func trainOrPause() {
    if open?.isTraining == false, waitsForPrediction() { return }
    open?.isTraining.toggle()
    emit(training: open?.isTraining == true ? .train : .pause)
  }

  /// Does one update.
  mutating func stepOnce() {
    open?.isTraining = false
    emit(training: .pause)
    emit(training: .step)
  }

  /// Trains from five seeds.
  mutating func trySeeds() {
    overlay = .seeds
    emit(training: .trySeeds)
  }

  /// Takes note of what training did by itself: reached its planned updates, diverged, failed.
  mutating func observe(_ snapshot: Snapshot) {
    guard snapshot.run == run else { return }
    open?.update = snapshot.update
    open?.baselines = snapshot.baselines
    observeExercises(snapshot)
    if open?.isTraining == true, !snapshot.isTraining, snapshot.stopped {
      open?.isTraining = false
    }
  }
}
