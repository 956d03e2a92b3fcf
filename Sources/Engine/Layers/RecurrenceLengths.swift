/// Outputs of sequences of unequal lengths: zero past the end of each.
extension Recurrence {
  /// Whether `step` is within sequence `sequence`.
  func isValid(_ step: Int, _ sequence: Int) -> Bool {
    lengths.map { step < Int(arena.ids($0)[sequence]) } ?? true
  }

  /// Copies h to the output where the sequence has not ended.
  func maskOutput(_ sequences: Range<Int>) {
    let (y, h) = (arena.values(output), arena.values(states[0]))
    for step in 0..<steps {
      for sequence in sequences {
        let offset = (step * batch + sequence) * output.stride
        if isValid(step, sequence) {
          y.advanced(by: offset).copy(from: h.advanced(by: offset), count: output.stride)
        } else {
          y.advanced(by: offset).clear(count: output.stride)
        }
      }
    }
  }

  /// Adds dL/dy to dL/dh, where the sequence has not ended.
  func unmaskOutput(_ sequences: Range<Int>) {
    let (dy, dh) = (arena.gradients(output), arena.gradients(states[0]))
    for step in 0..<steps {
      for sequence in sequences where isValid(step, sequence) {
        let offset = (step * batch + sequence) * output.stride
        dh.advanced(by: offset).add(dy.advanced(by: offset), count: output.stride)
      }
    }
  }
}
