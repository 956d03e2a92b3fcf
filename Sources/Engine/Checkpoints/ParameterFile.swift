/// Saving and loading parameters, with PyTorch's names and gate order: the `state_dict` of a
/// PyTorch model with the same layers.
extension Parameters {
  /// Every parameter, trained or frozen, as a tensor of 32-bit numbers.
  public func stored() -> SafeTensors {
    SafeTensors(
      tensors: Dictionary(
        uniqueKeysWithValues: all.map { parameter in
          (parameter.name, StoredTensor(shape: parameter.shape, values(of: parameter)))
        }),
      metadata: ["format": "pt"])
  }

  /// Sets every parameter to the tensor of its name. All are checked before the first is set.
  ///
  /// - Parameters:
  ///   - file: as `stored` or PyTorch writes it
  ///   - reserved: prefixes of names that belong to something else
  /// - Throws: if a tensor is missing, unknown, or of another shape or dtype.
  public func load(_ file: SafeTensors, reserved: [String] = []) throws(CheckpointError) {
    try check(file, reserved: reserved)
    for parameter in all {
      if let tensor = file.tensors[parameter.name] { set(parameter, tensor.floats) }
    }
  }

  /// Throws what `load` would throw, but sets nothing.
  func check(_ file: SafeTensors, reserved: [String]) throws(CheckpointError) {
    for parameter in all {
      guard let tensor = file.tensors[parameter.name] else {
        throw CheckpointError("has no tensor called \(parameter.name)")
      }
      guard tensor.shape == parameter.shape else {
        throw CheckpointError(
          "has \(parameter.name) of shape \(tensor.shape), and \(parameter.shape) is needed")
      }
      guard tensor.dtype.isFloatingPoint else {
        throw CheckpointError(
          "has \(parameter.name) of dtype \(tensor.dtype.rawValue), and a floating-point dtype is"
            + " needed: F64, F32, F16 or BF16")
      }
    }
    let unused = file.tensors.keys.sorted().first { name in
      self[name] == nil && !reserved.contains { name.hasPrefix($0) }
    }
    if let unused {
      throw CheckpointError("has a tensor called \(unused), which the model does not have")
    }
  }
}
