import Engine
import Problems

/// A run in a file and back, so that it goes on as if it had never stopped, bit for bit.
extension TrainingRun {
  /// Parameters, optimiser, generators, carried state and place in the data; nil without a run.
  func saved() -> SafeTensors? {
    guard let core else { return nil }
    var file = core.trainer.stored()
    for (index, state) in core.learner.carried.enumerated() {
      file.tensors["run.state.\(index)"] = StoredTensor(
        shape: [state.rows, state.columns], core.learner.tape.read(state))
    }
    let recent = core.recent.inOrder
    file.tensors["run.recent"] = StoredTensor(shape: [recent.count], recent)
    file.notes["run.random"] = core.random.state
    file.notes["run.position"] = String(core.learner.position)
    return file
  }

  /// Goes on from what `saved` gave; the run must have been started with the same settings.
  func load(_ file: SafeTensors) throws(CheckpointError) {
    guard var core else { return }
    guard let random = file.notes["run.random"].flatMap({ Random(state: $0) }),
      let position = file.notes["run.position"].flatMap({ Int($0) }), position >= 0,
      let recent = file.tensors["run.recent"], recent.dtype == .float32
    else {
      throw CheckpointError("holds no run of a lesson")
    }
    var states: [(Tensor, [Float])] = []
    for (index, state) in core.learner.carried.enumerated() {
      guard let tensor = file.tensors["run.state.\(index)"], tensor.dtype == .float32,
        tensor.shape == [state.rows, state.columns]
      else {
        throw CheckpointError("was saved with another batch or other hidden units")
      }
      states.append((state, tensor.floats))
    }
    try core.trainer.load(file, reserved: ["run."])
    for (state, numbers) in states { core.learner.tape.write(numbers, to: state) }
    core.random = random
    if position > 0 { core.learner.position = position }
    core.recent = RecentMean(recent.floats)
    self.core = core
    snapshot.update = core.trainer.count
    snapshot.recentLoss = core.recent.mean
  }
}
