/// The loop over time, for every cell: everything that it reads and writes, found once before it
/// begins.
///
/// Threads share out the sequences of a batch, each going through all steps with its own.
struct RecurrentLoop {
  let steps: Int
  let batch: Int
  let hidden: Int
  let isReversed: Bool
  /// Valid steps of each sequence; nil where all have all.
  let lengths: Ids?
  /// Columns of the gates' rows, and of one gate.
  let columns: Int
  let padded: Int
  /// Where each row of W_x x + b is; nil where the gates hold them already.
  let inputs: IndexedRows?
  /// The first of the columns of the gates that see the mix.
  let mixedColumn: Int
  /// Numbers from one row of states, of memory, to the next.
  let stateStride: Int
  let memoryStride: Int
  let values: Arenas
  let gradients: Arenas
  let recurrentBias: Floats?
  /// W_h of the gates that see h, and of those that see the mix.
  let recurrentProjection: Projection?
  let mixedProjection: Projection?

  /// Where the numbers are: values, or gradients.
  struct Arenas {
    let gates: Floats
    let recurrent: Floats
    let mixed: Floats
    let memory: Floats
    let states: Floats
  }

  /// The steps in the order in which they are read, or the other way round.
  @inline(__always)
  func order(isReversed: Bool) -> StrideTo<Int> {
    isReversed ? stride(from: steps - 1, to: -1, by: -1) : stride(from: 0, to: steps, by: 1)
  }

  /// Numbers of all sequences' states at one step.
  @inline(__always)
  private var block: Int { batch * stateStride }
  /// Where the states before, and after, `step` begin.
  @inline(__always)
  private func before(_ step: Int) -> Int { (isReversed ? step + 1 : step) * block }
  @inline(__always)
  private func after(_ step: Int) -> Int { (isReversed ? step : step + 1) * block }

  @inline(__always)
  private func isValid(_ step: Int, _ sequence: Int) -> Bool {
    guard let lengths else { return true }
    return step < Int(lengths[sequence])
  }

  // MARK: Forward

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
      if C.mixedGates > 0, let mixedProjection {
        let mix = values.mixed.advanced(by: step * block)
        for sequence in sequences {
          for unit in stride(from: 0, to: padded, by: 16) {
            mix[lanes: sequence * stateStride + unit] = C.mix(place(step, sequence, unit, cell))
          }
        }
        let target = Rows(base: a.advanced(by: mixedColumn), stride: columns)
        mixedProjection.forward(
          Rows(base: mix, stride: stateStride), rows: sequences, from: target, into: target)
      }
      for sequence in sequences {
        guard isValid(step, sequence) else {
          hold(cell, step, sequence)
          continue
        }
        for unit in stride(from: 0, to: padded, by: 16) {
          C.forward(place(step, sequence, unit, cell))
        }
        if C.fillsPadding { clearPadding(cell, step, sequence) }
      }
    }
  }

  /// Copies the rows of W_x x + b to where the gates of `step` are, unless they are there already.
  @inline(__always)
  func copyInputs(_ step: Int, _ sequences: Range<Int>) {
    guard let inputs else { return }
    let a = values.gates.advanced(by: step * batch * columns)
    for sequence in sequences {
      a.advanced(by: sequence * columns).copy(
        from: inputs.base.advanced(by: Int(inputs.indices[step * batch + sequence]) * columns),
        count: columns)
    }
  }

  /// Calls `body` with sequences side by side that have all reached their end at `step`, or that
  /// all have not, one run after the other.
  @inline(__always)
  func forEachRun(
    _ step: Int, _ sequences: Range<Int>, _ body: (_ run: Range<Int>, _ isValid: Bool) -> Void
  ) {
    guard lengths != nil else { return body(sequences, true) }
    var first = sequences.lowerBound
    while first < sequences.upperBound {
      let isValid = isValid(step, first)
      var end = first + 1
      while end < sequences.upperBound, self.isValid(step, end) == isValid { end += 1 }
      body(first..<end, isValid)
      first = end
    }
  }

  /// Where W_h h begins: at W_x x + b, or kept apart at its own bias.
  @inline(__always)
  private func recurrentStart<C: Cell>(_ target: Floats, _ cell: C.Type) -> Rows? {
    guard C.separatesRecurrent else { return Rows(base: target, stride: columns) }
    return recurrentBias.map { Rows(base: $0, stride: 0) }
  }

  @inline(__always)
  private func place<C: Cell>(
    _ step: Int, _ sequence: Int, _ unit: Int, _ cell: C.Type
  ) -> ForwardPlace {
    let row = step * batch + sequence
    let gate = row * columns + unit
    let column = sequence * stateStride + unit
    return ForwardPlace(
      gates: values.gates.advanced(by: gate),
      recurrent: values.recurrent.advanced(by: C.separatesRecurrent ? gate : 0),
      memory: values.memory.advanced(by: row * memoryStride + unit),
      before: values.states.advanced(by: before(step) + column),
      after: values.states.advanced(by: after(step) + column),
      gateStride: padded, stateStride: (steps + 1) * block)
  }

  // MARK: Backward

  /// For each step, the last first: the cell, then dL/dh += da W_h.
  @inline(__always)
  func backward<C: Cell>(_ cell: C.Type, _ sequences: Range<Int>) {
    let recurrent = C.separatesRecurrent ? gradients.recurrent : gradients.gates
    for step in order(isReversed: !isReversed) {
      for sequence in sequences {
        guard isValid(step, sequence) else {
          holdBack(cell, step, sequence)
          continue
        }
        for unit in stride(from: 0, to: padded, by: 16) {
          C.backward(backwardPlace(step, sequence, unit, cell))
        }
      }
      if C.mixedGates > 0, let mixedProjection {
        let mix = gradients.mixed.advanced(by: step * block)
        let source = gradients.gates.advanced(by: step * batch * columns + mixedColumn)
        mixedProjection.backwardInput(
          Rows(base: source, stride: columns), rows: sequences,
          into: Rows(base: mix, stride: stateStride))
        for sequence in sequences where isValid(step, sequence) {
          for unit in stride(from: 0, to: padded, by: 16) {
            C.backwardMix(
              backwardPlace(step, sequence, unit, cell),
              mix[lanes: sequence * stateStride + unit])
          }
        }
      }
      recurrentProjection?.backwardInput(
        Rows(base: recurrent.advanced(by: step * batch * columns), stride: columns),
        rows: sequences,
        into: Rows(base: gradients.states.advanced(by: before(step)), stride: stateStride))
    }
  }

  @inline(__always)
  private func backwardPlace<C: Cell>(
    _ step: Int, _ sequence: Int, _ unit: Int, _ cell: C.Type
  ) -> BackwardPlace {
    let gate = (step * batch + sequence) * columns + unit
    let column = sequence * stateStride + unit
    let recurrent = C.separatesRecurrent ? gradients.recurrent : gradients.gates
    return BackwardPlace(
      forward: place(step, sequence, unit, cell),
      gateGradients: gradients.gates.advanced(by: gate),
      recurrentGradients: recurrent.advanced(by: gate),
      beforeGradients: gradients.states.advanced(by: before(step) + column),
      afterGradients: gradients.states.advanced(by: after(step) + column))
  }

  // MARK: Past the end of a sequence

  /// Past its end a sequence keeps its states, and its gates are shut.
  private func hold<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    let at = place(step, sequence, 0, cell)
    for s in C.kind.states.indices {
      at.after.advanced(by: s * at.stateStride).copy(
        from: at.before.advanced(by: s * at.stateStride), count: stateStride)
    }
    at.gates.clear(count: columns)
  }

  /// The gradient of a held state goes back as it is, and a shut gate has none.
  private func holdBack<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    let at = backwardPlace(step, sequence, 0, cell)
    for s in C.kind.states.indices {
      at.beforeGradients.advanced(by: s * at.forward.stateStride).add(
        at.afterGradients.advanced(by: s * at.forward.stateStride), count: stateStride)
    }
    at.gateGradients.clear(count: columns)
    if C.separatesRecurrent { at.recurrentGradients.clear(count: columns) }
  }

  private func clearPadding<C: Cell>(_ cell: C.Type, _ step: Int, _ sequence: Int) {
    guard hidden % 16 != 0 else { return }
    let at = place(step, sequence, padded - 16, cell)
    let kept = firstLanes(hidden % 16)
    at.setState(0, Lanes().replacing(with: at.after[lanes: 0], where: kept))
  }
}

/// A cell with the loops over time that the compiler made for it.
struct CompiledCell: Sendable {
  let kind: CellKind
  let separatesRecurrent: Bool
  let mixedGates: Int
  let memories: Int
  private let runForward: @Sendable (RecurrentLoop, Range<Int>) -> Void
  private let runBackward: @Sendable (RecurrentLoop, Range<Int>) -> Void

  /// The loops of `cell`. Where the cell is named, as in the list of cells, this becomes code for
  /// it alone.
  @inline(__always)
  init<C: Cell>(_ cell: C.Type) {
    kind = C.kind
    separatesRecurrent = C.separatesRecurrent
    mixedGates = C.mixedGates
    memories = C.memories
    runForward = { loop, sequences in loop.forward(C.self, sequences) }
    runBackward = { loop, sequences in loop.backward(C.self, sequences) }
  }

  func forward(_ loop: RecurrentLoop, _ sequences: Range<Int>) { runForward(loop, sequences) }
  func backward(_ loop: RecurrentLoop, _ sequences: Range<Int>) { runBackward(loop, sequences) }
}
