/// The time loop, compiled for one cell.
///
/// All steps' W_x x is one product before the loop, each step's W_h h one product in it; on the way
/// back the weights' gradients are one product over all steps after the loop.
final class RecurrenceOf<C: Cell>: Recurrence, Operation {
  private let input: RecurrenceInput
  private let weights: RecurrenceWeights
  private let initial: [Tensor]
  private let inputProjection: Projection
  /// W_h of the gates that see h, and of those that see the mix.
  private let recurrentProjection: Projection?
  private let mixedProjection: Projection?
  /// W_h h, where the cell keeps it apart.
  private let recurrent: Tensor
  /// What the last gates see in place of h.
  private let mixed: Tensor
  private let memory: Tensor
  private let biasRow: Buffer

  init(
    _ input: RecurrenceInput, steps: Int, hidden: Int, weights: RecurrenceWeights,
    initial: [Tensor], isReversed: Bool, lengths: Tokens?, on tape: Tape
  ) {
    let rows = input.rows
    precondition(rows % steps == 0, "a sequence has a whole number of rows per step")
    let gateCount = C.kind.gates.count
    precondition(weights.input.rows == gateCount * hidden, "the weights have another shape")
    self.input = input
    self.weights = weights
    self.initial = initial
    inputProjection = tape.projection(of: weights.input, gates: gateCount)
    let plain = gateCount - C.mixedGates
    recurrentProjection = weights.recurrent.map {
      tape.projection(of: $0.rows(0..<plain * hidden), gates: plain)
    }
    mixedProjection =
      C.mixedGates == 0
      ? nil
      : weights.recurrent.map {
        tape.projection(of: $0.rows(plain * hidden..<gateCount * hidden), gates: C.mixedGates)
      }
    let columns = inputProjection.columns
    recurrent = tape.input(rows: C.separatesRecurrent ? rows : 0, columns: columns)
    mixed = tape.input(rows: C.mixedGates > 0 ? rows : 0, columns: hidden)
    memory = tape.input(rows: rows, columns: C.memories * paddedCount(hidden))
    biasRow = Buffer(count: columns)
    super.init(
      C.kind, steps: steps, batch: rows / steps, hidden: hidden, isReversed: isReversed,
      lengths: lengths, on: tape)
  }

  let name = "rnn (\(C.kind.name))"
  var result: Tensor? { output }

  private var padded: Int { inputProjection.padded }
  private var columns: Int { inputProjection.columns }
  /// Multiply-adds of one product with W_h over all steps.
  private var work: Int { steps * batch * columns * (C.kind.isRecurrent ? hidden : 8) }
  /// The steps in the order in which it reads them.
  private func order(isReversed: Bool) -> StrideTo<Int> {
    isReversed ? stride(from: steps - 1, to: -1, by: -1) : stride(from: 0, to: steps, by: 1)
  }
  /// The block of states before, and after, `step`.
  private func blockBefore(_ step: Int) -> Int { isReversed ? step + 1 : step }
  private func blockAfter(_ step: Int) -> Int { isReversed ? step : step + 1 }
  /// The first of the columns of the gates that see the mix.
  private var mixedColumn: Int { (C.kind.gates.count - C.mixedGates) * padded }

  // MARK: Forward

  func forward() {
    for (s, tensor) in initial.enumerated() {
      tape.values(initialState(s)).copy(
        from: tape.values(tensor), count: batch * allStates.stride)
    }
    projectInput()
    tape.parallel.split(batch, work: work) { sequences in
      for step in order(isReversed: isReversed) { forwardStep(step, sequences) }
    }
    if lengths != nil { maskOutput() }
  }

  /// a = W_x x + b for all steps; b is both biases, unless the recurrent part is kept apart.
  private func projectInput() {
    let row = biasRow.floats()
    row.clear(count: biasRow.count)
    if let bias = weights.inputBias { inputProjection.addBias(bias, to: row) }
    if let bias = weights.recurrentBias, !C.separatesRecurrent {
      inputProjection.addBias(bias, to: row)
    }
    let a = tape.values(gates)
    tape.parallel.split(steps * batch, work: steps * batch * columns * inputProjection.inner) {
      rows in
      for r in rows { a.advanced(by: r * columns).copy(from: row, count: columns) }
      switch input {
      case .sequence(let x):
        inputProjection.forward(
          tape.values(x), xStride: x.stride, rows: rows, into: a, yStride: columns,
          accumulating: true)
      case .oneHot(let tokens):
        let ids = tape.ids(tokens)
        for r in rows {
          inputProjection.gather(Int(ids[r]), addingTo: a.advanced(by: r * columns))
        }
      }
    }
  }

  /// One step for some sequences of the batch: a += W_h h, then the cell.
  @inline(__always)
  private func forwardStep(_ step: Int, _ sequences: Range<Int>) {
    let stride = allStates.stride
    let h = tape.values(allStates).advanced(by: blockBefore(step) * batch * stride)
    let a = tape.values(gates).advanced(by: step * batch * columns)
    if let recurrentProjection {
      if C.separatesRecurrent { startRecurrent(step, sequences) }
      recurrentProjection.forward(
        h, xStride: stride, rows: sequences,
        into: C.separatesRecurrent
          ? tape.values(recurrent).advanced(by: step * batch * columns) : a,
        yStride: columns, accumulating: true)
    }
    if let mixedProjection {
      let mix = tape.values(mixed).advanced(by: step * batch * stride)
      for sequence in sequences {
        for unit in Swift.stride(from: 0, to: padded, by: 16) {
          mix[lanes: sequence * stride + unit] = C.mix(place(step, sequence, unit))
        }
      }
      mixedProjection.forward(
        mix, xStride: stride, rows: sequences, into: a.advanced(by: mixedColumn),
        yStride: columns, accumulating: true)
    }
    for sequence in sequences {
      guard isValid(step, sequence) else {
        hold(step, sequence)
        continue
      }
      for unit in Swift.stride(from: 0, to: padded, by: 16) {
        C.forward(place(step, sequence, unit))
      }
      if C.fillsPadding { clearPadding(step, sequence) }
    }
  }

  /// Begins W_h h, where it is kept apart, with its bias.
  private func startRecurrent(_ step: Int, _ sequences: Range<Int>) {
    let part = tape.values(recurrent).advanced(by: step * batch * columns)
    for sequence in sequences {
      let row = part.advanced(by: sequence * columns)
      row.clear(count: columns)
      if let bias = weights.recurrentBias { recurrentProjection?.addBias(bias, to: row) }
    }
  }

  @inline(__always)
  private func place(_ step: Int, _ sequence: Int, _ unit: Int) -> ForwardPlace {
    let row = step * batch + sequence
    let gate = row * columns + unit
    let column = sequence * allStates.stride + unit
    let block = batch * allStates.stride
    let states = tape.values(allStates)
    return ForwardPlace(
      gates: tape.values(gates).advanced(by: gate),
      recurrent: tape.values(recurrent).advanced(by: C.separatesRecurrent ? gate : 0),
      memory: tape.values(memory).advanced(by: row * memory.stride + unit),
      before: states.advanced(by: blockBefore(step) * block + column),
      after: states.advanced(by: blockAfter(step) * block + column),
      gateStride: padded, stateStride: (steps + 1) * block)
  }

  // MARK: Backward

  func backward() {
    if lengths != nil { unmaskOutput() }
    tape.parallel.split(batch, work: 2 * work) { sequences in
      for step in order(isReversed: !isReversed) { backwardStep(step, sequences) }
    }
    for (s, tensor) in initial.enumerated() {
      tape.gradients(tensor).add(
        tape.gradients(initialState(s)), count: batch * allStates.stride)
    }
    accumulateWeights()
    if case .sequence(let x) = input {
      tape.parallel.split(x.rows, work: x.rows * columns * x.columns) { rows in
        inputProjection.backwardInput(
          tape.gradients(gates), dyStride: columns, rows: rows, into: tape.gradients(x),
          dxStride: x.stride)
      }
    }
  }

  /// One step back for some sequences: the cell, then dL/dh += da W_h.
  @inline(__always)
  private func backwardStep(_ step: Int, _ sequences: Range<Int>) {
    let stride = allStates.stride
    for sequence in sequences {
      guard isValid(step, sequence) else {
        holdBack(step, sequence)
        continue
      }
      for unit in Swift.stride(from: 0, to: padded, by: 16) {
        C.backward(backwardPlace(step, sequence, unit))
      }
    }
    if let mixedProjection {
      let mix = tape.gradients(mixed).advanced(by: step * batch * stride)
      mixedProjection.backwardInput(
        tape.gradients(gates).advanced(by: step * batch * columns + mixedColumn),
        dyStride: columns, rows: sequences, into: mix, dxStride: stride)
      for sequence in sequences where isValid(step, sequence) {
        for unit in Swift.stride(from: 0, to: padded, by: 16) {
          C.backwardMix(
            backwardPlace(step, sequence, unit), mix[lanes: sequence * stride + unit])
        }
      }
    }
    recurrentProjection?.backwardInput(
      recurrentGradients.advanced(by: step * batch * columns), dyStride: columns,
      rows: sequences,
      into: tape.gradients(allStates).advanced(by: blockBefore(step) * batch * stride),
      dxStride: stride)
  }

  private var recurrentGradients: Floats {
    tape.gradients(C.separatesRecurrent ? recurrent : gates)
  }

  @inline(__always)
  private func backwardPlace(_ step: Int, _ sequence: Int, _ unit: Int) -> BackwardPlace {
    let gate = (step * batch + sequence) * columns + unit
    let column = sequence * allStates.stride + unit
    let block = batch * allStates.stride
    let states = tape.gradients(allStates)
    return BackwardPlace(
      forward: place(step, sequence, unit),
      gateGradients: tape.gradients(gates).advanced(by: gate),
      recurrentGradients: recurrentGradients.advanced(by: gate),
      beforeGradients: states.advanced(by: blockBefore(step) * block + column),
      afterGradients: states.advanced(by: blockAfter(step) * block + column))
  }

  /// The gradients of weights and biases, each one product over all steps.
  private func accumulateWeights() {
    let rows = steps * batch
    let da = tape.gradients(gates)
    let dr = recurrentGradients
    let before = isReversed ? batch * allStates.stride : 0
    recurrentProjection?.backwardWeight(
      dr, dyStride: columns, tape.values(allStates).advanced(by: before),
      xStride: allStates.stride, rows: rows)
    mixedProjection?.backwardWeight(
      da.advanced(by: mixedColumn), dyStride: columns, tape.values(mixed), xStride: mixed.stride,
      rows: rows)
    switch input {
    case .sequence(let x):
      inputProjection.backwardWeight(
        da, dyStride: columns, tape.values(x), xStride: x.stride, rows: rows)
    case .oneHot(let tokens):
      inputProjection.scatter(
        da, dyStride: columns, ids: UnsafeBufferPointer(tape.ids(tokens)))
    }
    if let bias = weights.inputBias {
      inputProjection.backwardBias(bias, da, dyStride: columns, rows: rows)
    }
    if let bias = weights.recurrentBias {
      inputProjection.backwardBias(bias, dr, dyStride: columns, rows: rows)
    }
  }

  // MARK: Lengths

  /// Past its end a sequence keeps its states, and its gates are shut.
  private func hold(_ step: Int, _ sequence: Int) {
    let at = place(step, sequence, 0)
    for s in C.kind.states.indices {
      at.after.advanced(by: s * at.stateStride).copy(
        from: at.before.advanced(by: s * at.stateStride), count: allStates.stride)
    }
    at.gates.clear(count: columns)
  }

  /// The gradient of a held state goes back as it is.
  private func holdBack(_ step: Int, _ sequence: Int) {
    let at = backwardPlace(step, sequence, 0)
    for s in C.kind.states.indices {
      at.beforeGradients.advanced(by: s * at.forward.stateStride).add(
        at.afterGradients.advanced(by: s * at.forward.stateStride), count: allStates.stride)
    }
  }

  private func clearPadding(_ step: Int, _ sequence: Int) {
    guard hidden % 16 != 0 else { return }
    let at = place(step, sequence, padded - 16)
    let kept = firstLanes(hidden % 16)
    at.setState(0, Lanes().replacing(with: at.after[lanes: 0], where: kept))
  }
}
