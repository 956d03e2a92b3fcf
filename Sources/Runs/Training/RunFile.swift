import Engine
import Problems

/// A run in a file and back, so that it goes on as if it had never stopped, bit for bit.
extension TrainingRun {
  /// Parameters, optimiser, generators, carried state and position in the data; nil without a run.
  func saved() -> SafeTensors? {
    guard let core else { return nil }
    var file = core.model.stored()
    let recent = core.recent.inOrder
    file.tensors["run.recent"] = StoredTensor(shape: [recent.count], recent)
    file.metadata["run.random"] = core.random.state
    file.metadata["run.position"] = String(core.model.position)
    return file
  }

  /// Goes on from what `saved` gave; the run must have been started with the same settings.
  func load(_ file: SafeTensors) throws(CheckpointError) {
    guard var core else { return }
    guard let random = file.metadata["run.random"].flatMap({ Random(state: $0) }),
      let position = file.metadata["run.position"].flatMap({ Int($0) }), position >= 0,
      let recent = file.tensors["run.recent"], recent.dtype == .float32
    else {
      throw CheckpointError("holds no run of a lesson")
    }
    try core.model.load(file, reserved: ["run."])
    core.random = random
    if position > 0 { core.model.position = position }
    core.recent = RecentMean(recent.floats)
    self.core = core
    snapshot.update = core.model.updateCount
    snapshot.recentLoss = core.recent.mean
    snapshot.loss = nil
    // What a run shows is of the weights that were loaded. Looking at them leaves another state
    // behind than the one that the run goes on from.
    probe()
    try core.model.load(file, reserved: ["run."])
    if position > 0 { core.model.position = position }
  }
}
