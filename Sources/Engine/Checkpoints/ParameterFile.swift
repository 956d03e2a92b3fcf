/// Parameters in a file and back, by PyTorch's names and in its gate order: the `state_dict` of a
/// PyTorch model of the same parts.
extension Parameters {
  /// Every parameter, trained or frozen, as a tensor of 32-bit numbers.
  public func stored() -> SafeTensors {
    SafeTensors(
      tensors: Dictionary(
        uniqueKeysWithValues: all.map { parameter in
          (parameter.name, StoredTensor(shape: parameter.shape, values(of: parameter)))
        }),
      notes: ["format": "pt"])
  }

  /// Sets every parameter to the tensor of its name. All are checked before the first is set.
  ///
  /// - Parameters:
  ///   - file: as `stored` gives it, or PyTorch
  ///   - reserved: names that begin so belong to something else
  /// - Throws: what is missing, or there without a use, or of another shape or kind.
  public func load(_ file: SafeTensors, reserved: [String] = []) throws(CheckpointError) {
    try check(file, reserved: reserved)
    for parameter in all {
      if let tensor = file.tensors[parameter.name] { set(parameter, tensor.floats) }
    }
  }

  /// Throws what `load` would throw, and sets nothing.
  func check(_ file: SafeTensors, reserved: [String]) throws(CheckpointError) {
    for parameter in all {
      guard let tensor = file.tensors[parameter.name] else {
        throw CheckpointError("has no tensor called \(parameter.name)")
      }
      guard tensor.shape == parameter.shape else {
        throw CheckpointError(
          "has \(parameter.name) of shape \(tensor.shape), and \(parameter.shape) is needed")
      }
      switch tensor.dtype {
      case .float64, .float32, .float16, .bfloat16: continue
      default:
        throw CheckpointError(
          "has \(parameter.name) of kind \(tensor.dtype.rawValue), and numbers with a fraction are"
            + " needed: F64, F32, F16, BF16")
      }
    }
    let unused = file.tensors.keys.sorted().first { name in
      self[name] == nil && !reserved.contains { name.hasPrefix($0) }
    }
    if let unused {
      throw CheckpointError("has a tensor called \(unused), for which the model has no place")
    }
  }
}
