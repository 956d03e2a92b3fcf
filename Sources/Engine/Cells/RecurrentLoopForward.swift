/// The loop over time from the first step to the last.
extension RecurrentLoop {
  /// For each step: a = W_x x + b, if the gates do not hold it; a += W_h h; then the cell.
  @inline(__always)
  func forward<C: Cell>(_ cell: C.Type, _ sequences: Range<Int>) {
    for step in order(isReversed: isReversed) {
      let h = values.states.advanced(by: before(step))
      let a = values.gates.advanced(by: step * batch * columns)
      copyInputs(step, sequences)
      if let recurrentProjection {
        var target = a
        if C.separatesRecurrent {
          target = values.recurrent.advanced(by: step * batch * columns)
        }
        recurrentProjection.forward(
          Rows(base: h, stride: stateStride), rows: sequences, from: recurrentStart(target, cell),
          prefetches: inputs == nil && !C.separatesRecurrent,
          into: Rows(base: target, stride: columns))
      }
      if C.gatedStateGates > 0, let gatedStateProjection {
        let gatedState = values.gatedState.advanced(by: step * block)
        for sequence in sequences {
          for unit in stride(from: 0, to: padded, by: 16) {
            gatedState[lanes: sequence * stateStride + unit] = C.gatedState(
              forwardUnits(step, sequence, unit, cell))
          }
        }
        let target = Rows(base: a.advanced(by: gatedStateColumn), stride: columns)
        gatedStateProjection.forward(
          Rows(base: gatedState, stride: stateStride), rows: sequences, from: target, into: target)
      }
      for sequence in sequences {
        guard isValid(step, sequence) else {
          hold(cell, step, sequence)
          continue
        }
        for unit in stride(from: 0, to: padded, by: 16) {
          C.forward(forwardUnits(step, sequence, unit, cell))
        }
        if C.fillsPadding { clearPadding(cell, step, sequence) }
      }
    }
  }

  /// Where W_h h begins: at W_x x + b, or separate at its own bias.
  @inline(__always)
  private func recurrentStart<C: Cell>(_ target: Floats, _ cell: C.Type) -> Rows? {
    guard C.separatesRecurrent else { return Rows(base: target, stride: columns) }
    return recurrentBias.map { Rows(base: $0, stride: 0) }
  }

  /// Sixteen units of a sequence at a step, from `unit` on.
  @inline(__always)
  func forwardUnits<C: Cell>(
    _ step: Int, _ sequence: Int, _ unit: Int, _ cell: C.Type
  ) -> ForwardUnits {
    let row = step * batch + sequence
    let gate = row * columns + unit
    let column = sequence * stateStride + unit
    return ForwardUnits(
      gates: values.gates.advanced(by: gate),
      recurrent: values.recurrent.advanced(by: C.separatesRecurrent ? gate : 0),
      saved: values.saved.advanced(by: row * savedStride + unit),
      before: values.states.advanced(by: before(step) + column),
      after: values.states.advanced(by: after(step) + column),
      gateStride: padded, stateStride: (steps + 1) * block)
  }

  /// Past its end a sequence keeps its states, and its gates are zero.
  private func hold<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    let units = forwardUnits(step, sequence, 0, cell)
    for s in C.kind.states.indices {
      units.after.advanced(by: s * units.stateStride).copy(
        from: units.before.advanced(by: s * units.stateStride), count: stateStride)
    }
    units.gates.clear(count: columns)
  }

  /// Makes the padding of the last sixteen units zero.
  private func clearPadding<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    guard hidden % 16 != 0 else { return }
    let units = forwardUnits(step, sequence, padded - 16, cell)
    let valid = firstLanes(hidden % 16)
    units.setState(0, Lanes().replacing(with: units.after[lanes: 0], where: valid))
  }
}
