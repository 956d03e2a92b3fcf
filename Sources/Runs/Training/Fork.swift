/// Going back in a run, and having two that part there.
extension TrainingRun {
  /// Keeps the moment, if one is due.
  func keepCheckpoint() {
    guard canGoBack, checkpoints.isDue(at: snapshot.update), original == nil, let state = saved()
    else {
      return
    }
    checkpoints.add(
      Checkpoints.Point(
        update: snapshot.update, state: state, losses: snapshot.losses,
        gradientNorms: snapshot.gradientNorms))
  }

  /// Hands this run's numbers to another object, which goes on with them, and goes back to `update`
  /// itself: to the checkpoint before it, and from there over the same batches.
  func fork(at update: Int) {
    guard original == nil, let left = core, let point = checkpoints.last(upTo: update),
      // The same configuration and file have made this run's own core.
      var core = try? makeCore(snapshot.configuration, dataFile: dataFile)
    else { return }
    let run = TrainingRun(library: library)
    (run.core, run.snapshot, run.limit) = (left, snapshot, limit)
    for index in core.evaluators.indices {
      let kind = core.evaluators[index].kind
      guard let before = left.evaluators.first(where: { $0.kind == kind }) else { continue }
      core.evaluators[index].evaluator.resume(from: before.evaluator)
    }
    self.core = core
    do {
      try load(point.state)
    } catch {
      self.core = left
      return
    }
    original = (RunTask(run), update)
    snapshot.phase = .paused
    snapshot.divergedAt = nil
    (snapshot.losses, snapshot.gradientNorms) = (point.losses, point.gradientNorms)
    snapshot.moments = snapshot.moments.filter { $0.key <= update }
    while snapshot.update < update, snapshot.phase == .paused { self.update() }
    self.core?.evaluate(after: snapshot.update)
  }

  /// Takes the numbers back from the run that the fork left.
  func unfork() {
    guard let run = original?.task.run else { return }
    original = nil
    let number = snapshot.run
    (core, snapshot, limit) = (run.core, run.snapshot, run.limit)
    snapshot.run = number
    if snapshot.isTraining { snapshot.phase = .paused }
  }

  /// The run that was left, and what this one has changed.
  func forkObservation(_ left: Snapshot, at update: Int) -> ForkObservation {
    let words = Configuration.distinctions([left.configuration, snapshot.configuration])
    return ForkObservation(
      update: update, losses: left.losses, recentLoss: left.recentLoss,
      was: words[0], now: words[1])
  }
}
