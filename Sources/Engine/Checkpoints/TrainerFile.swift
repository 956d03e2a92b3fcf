/// A trainer in a file and back: with the parameters, what the optimiser remembers and the number of
/// updates, so that training goes on as if it had never stopped, bit for bit.
extension Trainer {
  /// Tensors of a file whose names begin so belong to the trainer.
  private static let prefix = "optimizer."

  /// Parameters, optimiser and count of updates.
  public func stored() -> SafeTensors {
    var file = tape.parameters.stored()
    let state = optimizer.state
    for (name, vector) in state.vectors {
      file.tensors[Self.prefix + name] = StoredTensor(shape: [vector.count], vector)
    }
    file.notes["optimizer.steps"] = String(state.steps)
    file.notes["updates"] = String(count)
    return file
  }

  /// Goes on from what `stored` gave. The optimiser must be of the same kind.
  ///
  /// - Parameters:
  ///   - file: as `stored` gives it
  ///   - reserved: names that begin so belong to something else
  public func load(_ file: SafeTensors, reserved: [String] = []) throws(CheckpointError) {
    guard let count = file.notes["updates"].flatMap({ Int($0) }), count >= 0,
      let steps = file.notes["optimizer.steps"].flatMap({ Int($0) }), steps >= 0
    else {
      throw CheckpointError("holds a model, and not the training of one")
    }
    let reserved = reserved + [Self.prefix]
    try tape.parameters.check(file, reserved: reserved)
    var state = OptimizerState(steps: steps)
    for name in steps > 0 ? optimizer.vectorNames : [] {
      guard let tensor = file.tensors[Self.prefix + name],
        tensor.shape == [tape.parameters.count], tensor.dtype == .float32
      else {
        throw CheckpointError("comes from another optimiser: it has no fitting \(name)")
      }
      state.vectors[name] = tensor.floats
    }
    try tape.parameters.load(file, reserved: reserved)
    optimizer.state = state
    self.count = count
  }
}
