/// The loop over time back from the last step to the first.
extension RecurrentLoop {
  /// For each step, the last first: the cell, then dL/dh += da W_h.
  @inline(__always)
  func backward<C: Cell>(_ cell: C.Type, _ sequences: Range<Int>) {
    let recurrent = C.separatesRecurrent ? gradients.recurrent : gradients.gates
    for step in order(isReversed: !isReversed) {
      for sequence in sequences {
        guard isValid(step, sequence) else {
          holdGradient(cell, step, sequence)
          continue
        }
        for unit in stride(from: 0, to: padded, by: 16) {
          C.backward(backwardUnits(step, sequence, unit, cell))
        }
      }
      if C.gatedStateGates > 0, let gatedStateProjection {
        let gatedState = gradients.gatedState.advanced(by: step * block)
        let source = gradients.gates.advanced(by: step * batch * columns + gatedStateColumn)
        gatedStateProjection.backwardInput(
          Rows(base: source, stride: columns), rows: sequences,
          into: Rows(base: gatedState, stride: stateStride))
        for sequence in sequences where isValid(step, sequence) {
          for unit in stride(from: 0, to: padded, by: 16) {
            C.backwardGatedState(
              backwardUnits(step, sequence, unit, cell),
              gatedState[lanes: sequence * stateStride + unit])
          }
        }
      }
      recurrentProjection?.backwardInput(
        Rows(base: recurrent.advanced(by: step * batch * columns), stride: columns),
        rows: sequences,
        into: Rows(base: gradients.states.advanced(by: before(step)), stride: stateStride))
    }
  }

  /// Sixteen units of a sequence at a step, from `unit` on, with their gradients.
  @inline(__always)
  private func backwardUnits<C: Cell>(
    _ step: Int, _ sequence: Int, _ unit: Int, _ cell: C.Type
  ) -> BackwardUnits {
    let gate = (step * batch + sequence) * columns + unit
    let column = sequence * stateStride + unit
    let recurrent = C.separatesRecurrent ? gradients.recurrent : gradients.gates
    return BackwardUnits(
      forward: forwardUnits(step, sequence, unit, cell),
      gateGradients: gradients.gates.advanced(by: gate),
      recurrentGradients: recurrent.advanced(by: gate),
      beforeGradients: gradients.states.advanced(by: before(step) + column),
      afterGradients: gradients.states.advanced(by: after(step) + column))
  }

  /// The gradient of a held state goes back as it is, and gates past the end have none.
  private func holdGradient<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    let units = backwardUnits(step, sequence, 0, cell)
    for s in C.kind.states.indices {
      units.beforeGradients.advanced(by: s * units.forward.stateStride).add(
        units.afterGradients.advanced(by: s * units.forward.stateStride), count: stateStride)
    }
    units.gateGradients.clear(count: columns)
    if C.separatesRecurrent { units.recurrentGradients.clear(count: columns) }
  }
}
