/// The time loop, compiled for one cell.
final class RecurrenceOf<C: Cell>: Recurrence, Operation {
  private let input: RecurrenceInput
  private let weights: RecurrenceWeights
  private let initial: [Tensor]
  private let inputProjection: Projection
  private let recurrentProjection: Projection
  private let recurrent: Tensor
  private let memory: Tensor
  private let biasRow: Buffer

  init(
    _ input: RecurrenceInput, steps: Int, hidden: Int, weights: RecurrenceWeights,
    initial: [Tensor], on tape: Tape
  ) {
    let rows =
      switch input {
      case .sequence(let x): x.rows
      case .oneHot(let ids): ids.count
      }
    precondition(rows % steps == 0, "a sequence has a whole number of rows per step")
    let batch = rows / steps
    let gateCount = C.kind.gates.count
    precondition(
      weights.input.rows == gateCount * hidden && weights.recurrent.columns == hidden,
      "the weights have another shape")
    self.input = input
    self.weights = weights
    self.initial = initial
    inputProjection = Projection(
      gates: gateCount, units: hidden, inner: weights.input.columns, parallel: tape.parallel)
    recurrentProjection = Projection(
      gates: gateCount, units: hidden, inner: hidden, parallel: tape.parallel)
    let columns = gateCount * paddedCount(hidden)
    recurrent = tape.input(rows: C.separatesRecurrent ? rows : 0, columns: columns)
    memory = tape.input(rows: rows, columns: C.memories * paddedCount(hidden))
    biasRow = Buffer(count: columns)
    super.init(C.kind, steps: steps, batch: batch, hidden: hidden, on: tape)
  }

  let name = "rnn (\(C.kind.name))"
  var result: Tensor? { output }

  private var padded: Int { inputProjection.padded }
  private var parameters: Parameters { tape.parameters }
  /// Multiply-adds of one product with W_h over all steps.
  private var work: Int { steps * batch * inputProjection.columns * hidden }

  // MARK: Forward

  func forward() {
    inputProjection.pack(parameters.values(weights.input))
    recurrentProjection.pack(parameters.values(weights.recurrent))
    for (s, tensor) in initial.enumerated() {
      tape.values(initialState(s)).copy(
        from: tape.values(tensor), count: batch * allStates.stride)
    }
    projectInput()
    tape.parallel.split(batch, work: work) { sequences in
      for step in 0..<steps { forwardStep(step, sequences) }
    }
  }

  /// a = W_x x + b for all steps; b is both biases, unless the recurrent part is kept apart.
  private func projectInput() {
    let row = biasRow.floats()
    row.clear(count: biasRow.count)
    if let biases = weights.biases {
      inputProjection.addBias(parameters.values(biases.input), to: row)
      if !C.separatesRecurrent {
        inputProjection.addBias(parameters.values(biases.recurrent), to: row)
      }
    }
    let a = tape.values(gates)
    let columns = inputProjection.columns
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
    let columns = inputProjection.columns
    let stride = allStates.stride
    let h = tape.values(allStates).advanced(by: step * batch * stride)
    if C.separatesRecurrent {
      let part = tape.values(recurrent).advanced(by: step * batch * columns)
      for sequence in sequences {
        let row = part.advanced(by: sequence * columns)
        row.clear(count: columns)
        if let biases = weights.biases {
          recurrentProjection.addBias(parameters.values(biases.recurrent), to: row)
        }
      }
      recurrentProjection.forward(
        h, xStride: stride, rows: sequences, into: part, yStride: columns, accumulating: true)
    } else {
      recurrentProjection.forward(
        h, xStride: stride, rows: sequences,
        into: tape.values(gates).advanced(by: step * batch * columns), yStride: columns,
        accumulating: true)
    }
    for sequence in sequences {
      for unit in Swift.stride(from: 0, to: padded, by: 16) {
        C.forward(place(step, sequence, unit))
      }
    }
  }

  @inline(__always)
  private func place(_ step: Int, _ sequence: Int, _ unit: Int) -> ForwardPlace {
    let row = step * batch + sequence
    let gate = row * inputProjection.columns + unit
    let state = row * allStates.stride + unit
    let states = tape.values(allStates)
    return ForwardPlace(
      gates: tape.values(gates).advanced(by: gate),
      recurrent: tape.values(recurrent).advanced(by: C.separatesRecurrent ? gate : 0),
      memory: tape.values(memory).advanced(by: row * memory.stride + unit),
      before: states.advanced(by: state),
      after: states.advanced(by: state + batch * allStates.stride),
      gateStride: padded, stateStride: (steps + 1) * batch * allStates.stride)
  }

  // MARK: Backward

  func backward() {
    tape.parallel.split(batch, work: 2 * work) { sequences in
      for step in (0..<steps).reversed() { backwardStep(step, sequences) }
    }
    for (s, tensor) in initial.enumerated() {
      tape.gradients(tensor).add(
        tape.gradients(initialState(s)), count: batch * allStates.stride)
    }
    accumulateWeights()
    if case .sequence(let x) = input {
      let columns = inputProjection.columns
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
    let columns = inputProjection.columns
    let stride = allStates.stride
    let stateGradients = tape.gradients(allStates)
    let gradients = tape.gradients(C.separatesRecurrent ? recurrent : gates)
    for sequence in sequences {
      let row = step * batch + sequence
      for unit in Swift.stride(from: 0, to: padded, by: 16) {
        let gate = row * columns + unit
        let state = row * stride + unit
        C.backward(
          BackwardPlace(
            forward: place(step, sequence, unit),
            gateGradients: tape.gradients(gates).advanced(by: gate),
            recurrentGradients: gradients.advanced(by: gate),
            beforeGradients: stateGradients.advanced(by: state),
            afterGradients: stateGradients.advanced(by: state + batch * stride)))
      }
    }
    recurrentProjection.backwardInput(
      gradients.advanced(by: step * batch * columns), dyStride: columns, rows: sequences,
      into: stateGradients.advanced(by: step * batch * stride), dxStride: stride)
  }

  /// The gradients of weights and biases, each one product over all steps.
  private func accumulateWeights() {
    let rows = steps * batch
    let columns = inputProjection.columns
    let da = tape.gradients(gates)
    let dr = tape.gradients(C.separatesRecurrent ? recurrent : gates)
    recurrentProjection.backwardWeight(
      dr, dyStride: columns, tape.values(allStates), xStride: allStates.stride, rows: rows,
      into: parameters.gradients(weights.recurrent))
    switch input {
    case .sequence(let x):
      inputProjection.backwardWeight(
        da, dyStride: columns, tape.values(x), xStride: x.stride, rows: rows,
        into: parameters.gradients(weights.input))
    case .oneHot(let tokens):
      inputProjection.scatter(
        da, dyStride: columns, ids: UnsafeBufferPointer(tape.ids(tokens)),
        into: parameters.gradients(weights.input))
    }
    if let biases = weights.biases {
      inputProjection.backwardBias(
        da, dyStride: columns, rows: rows, into: parameters.gradients(biases.input))
      recurrentProjection.backwardBias(
        dr, dyStride: columns, rows: rows, into: parameters.gradients(biases.recurrent))
    }
  }
}
