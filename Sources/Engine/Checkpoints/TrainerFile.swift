/// Saving and loading a trainer: the parameters, the optimiser's state and the number of updates,
/// so that training continues as if it had never stopped, bit for bit.
extension Trainer {
  /// The prefix of the names of the trainer's own tensors.
  private static let prefix = "optimizer."

  /// Parameters, optimiser state and number of updates.
  public func stored() -> SafeTensors {
    var file = tape.parameters.stored()
    let state = optimizer.state
    for (name, vector) in state.vectors {
      file.tensors[Self.prefix + name] = StoredTensor(shape: [vector.count], vector)
    }
    file.metadata["optimizer.steps"] = String(state.updates)
    file.metadata["updates"] = String(count)
    return file
  }

  /// Continues from what `stored` returned. The optimiser must be of the same type.
  ///
  /// - Parameters:
  ///   - file: as `stored` returns it
  ///   - reserved: prefixes of names that belong to something else
  public func load(_ file: SafeTensors, reserved: [String] = []) throws(CheckpointError) {
    guard let count = file.metadata["updates"].flatMap({ Int($0) }), count >= 0,
      let updates = file.metadata["optimizer.steps"].flatMap({ Int($0) }), updates >= 0
    else {
      throw CheckpointError("holds a model, and not the training of one")
    }
    let reserved = reserved + [Self.prefix]
    try tape.parameters.check(file, reserved: reserved)
    var state = OptimizerState(updates: updates)
    for name in updates > 0 ? optimizer.vectorNames : [] {
      guard let tensor = file.tensors[Self.prefix + name],
        tensor.shape == [tape.parameters.count], tensor.dtype == .float32
      else {
        throw CheckpointError("comes from another optimiser: it has no \(name) of the right size")
      }
      state.vectors[name] = tensor.floats
    }
    try tape.parameters.load(file, reserved: reserved)
    optimizer.state = state
    self.count = count
  }
}
