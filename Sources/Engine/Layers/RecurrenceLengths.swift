/// Outputs of sequences of unequal lengths: zero past the end of each.
extension Recurrence {
  /// Whether `step` is within sequence `sequence`.
  func isValid(_ step: Int, _ sequence: Int) -> Bool {
    lengths.map { step < Int(tape.ids($0)[sequence]) } ?? true
  }

  /// Copies h to the output where the sequence has not ended.
  func maskOutput() {
    let (y, h) = (tape.values(output), tape.values(states[0]))
    for row in 0..<steps * batch {
      let place = y.advanced(by: row * output.stride)
      if isValid(row / batch, row % batch) {
        place.copy(from: h.advanced(by: row * output.stride), count: output.stride)
      } else {
        place.clear(count: output.stride)
      }
    }
  }

  /// Adds the gradient by the output to that by h, where the sequence has not ended.
  func unmaskOutput() {
    let (dy, dh) = (tape.gradients(output), tape.gradients(states[0]))
    for row in 0..<steps * batch where isValid(row / batch, row % batch) {
      dh.advanced(by: row * output.stride).add(
        dy.advanced(by: row * output.stride), count: output.stride)
    }
  }
}
