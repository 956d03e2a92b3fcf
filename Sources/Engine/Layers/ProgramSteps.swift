/// The steps of a layer whose cell is given by equations alone: its program, forward from the first
/// instruction and backward from the last.
final class ProgramSteps {
  private let program: CellProgram
  private let arena: Arena
  private let hidden: Int
  private let batch: Int
  private let projections: [Projection]
  private let memory: ProgramMemory
  private let vectors: [Parameter]

  /// The steps of `rows` rows, those of `batch` sequences over all steps.
  init(_ program: CellProgram, weights: RecurrenceWeights, rows: Int, batch: Int, in arena: Arena) {
    (self.program, self.arena, self.batch) = (program, arena, batch)
    let hidden = weights.hidden
    self.hidden = hidden
    vectors = weights.vectors
    var first = 0
    projections = program.products.compactMap { product in
      let block = first..<first + product.matrices.count * hidden
      first = block.upperBound
      return weights.recurrent.map {
        arena.projection(of: $0.rows(block), gates: product.matrices.count)
      }
    }
    memory = ProgramMemory(program, hidden: hidden, rows: rows, batch: batch, in: arena)
  }
}

extension ProgramSteps: RecurrentSteps {
  var separatesRecurrent: Bool { false }
  var gatedStateGates: Int { 0 }
  var savedActivations: Int { 0 }
  var stateMatrices: Int { 0 }

  func work(hidden: Int, columns: Int) -> Int {
    program.recurrentMatrices.count * hidden * paddedCount(hidden)
      + 4 * program.instructions.count * paddedCount(hidden)
  }

  func prepare(_ loop: RecurrentLoop) {
    memory.prepare(loop, vectors: vectors)
  }

  func gate(_ g: Int, _ loop: RecurrentLoop) -> Rows {
    memory.rows(of: program.gates[g], loop)
  }

  func forward(_ loop: RecurrentLoop, _ sequences: Range<Int>) {
    for step in loop.order(isReversed: loop.isReversed) {
      loop.copyInputs(step, sequences)
      loop.forEachRun(step, sequences) { run, isValid in
        guard isValid else { return hold(step, run) }
        for instruction in program.instructions { forward(instruction, step, run) }
        for state in memory.states { rows(run).clearPadding(state.values.after.rows(step)) }
      }
    }
  }

  func backward(_ loop: RecurrentLoop, _ sequences: Range<Int>) {
    for v in vectors.indices {
      let sums = memory.vectorSums(v)
      sums[sequences.lowerBound].clear(count: sequences.count * sums.stride)
    }
    for step in loop.order(isReversed: !loop.isReversed) {
      loop.forEachRun(step, sequences) { run, isValid in
        guard isValid else { return holdBack(loop, step, run) }
        for instruction in program.instructions.reversed() { backward(instruction, step, run) }
      }
    }
  }

  func accumulateWeights(_ loop: RecurrentLoop) {
    for (p, projection) in projections.enumerated() {
      projection.backwardWeight(
        arena.gradientRows(memory.products[p]),
        memory.values[program.products[p].operand].rows(0), rows: memory.products[p].rows)
    }
    for (v, vector) in vectors.enumerated() {
      let (sum, sums) = (arena.parameters.gradients(vector), memory.vectorSums(v))
      for sequence in 0..<batch { sum.add(sums[sequence], count: hidden) }
    }
  }

  private func rows(_ run: Range<Int>) -> UnitRows { UnitRows(rows: run, hidden: hidden) }

  private func forward(
    _ instruction: CellProgram.Instruction, _ step: Int, _ run: Range<Int>
  ) {
    let a = memory.values[instruction.a].rows(step)
    let y = memory.values[instruction.result].rows(step)
    switch instruction.code {
    case .multiply: projections[instruction.b].forward(a, rows: run, from: nil, into: y)
    case .combine(let sign):
      rows(run).combine(sign, a, memory.values[instruction.b].rows(step), into: y)
    case .apply(let function): rows(run).apply(function, a, into: y)
    case .negative: rows(run).negate(a, into: y)
    }
  }

  private func backward(
    _ instruction: CellProgram.Instruction, _ step: Int, _ run: Range<Int>
  ) {
    let d = memory.gradients[instruction.result].rows(step)
    let a = memory.values[instruction.a].rows(step)
    let target = gradient(instruction.a, adds: instruction.addsToA, step)
    switch instruction.code {
    case .multiply:
      guard let target else { return }
      if !target.adds { for row in run { target.rows[row].clear(count: paddedCount(hidden)) } }
      projections[instruction.b].backwardInput(d, rows: run, into: target.rows)
    case .combine(let sign):
      rows(run).combineBackward(
        sign, d, a: a, b: memory.values[instruction.b].rows(step), aGradient: target,
        bGradient: gradient(instruction.b, adds: instruction.addsToB, step))
    case .apply(let function):
      guard let target else { return }
      rows(run).applyBackward(
        function, d, a: a, y: memory.values[instruction.result].rows(step), into: target)
    case .negative:
      guard let target else { return }
      rows(run).negateBackward(d, into: target)
    }
  }

  /// Where the gradient of a node goes; nil for a number, which has none.
  private func gradient(_ node: Int, adds: Bool, _ step: Int) -> GradientRows? {
    if case .number = program.storage[node] { return nil }
    return GradientRows(rows: memory.gradients[node].rows(step), adds: adds)
  }
}

/// What becomes of a sequence past its end.
extension ProgramSteps {
  /// Past its end a sequence keeps its states.
  private func hold(_ step: Int, _ run: Range<Int>) {
    for state in memory.states {
      let (after, before) = (state.values.after.rows(step), state.values.before.rows(step))
      for row in run { after[row].copy(from: before[row], count: after.stride) }
    }
  }

  /// The gradient of a held state goes back as it is, and products have none.
  private func holdBack(_ loop: RecurrentLoop, _ step: Int, _ run: Range<Int>) {
    for state in memory.states {
      let (after, before) = (state.gradients.after.rows(step), state.gradients.before.rows(step))
      for row in run { before[row].add(after[row], count: after.stride) }
    }
    let first = step * batch
    for row in run {
      loop.gradients.gates.advanced(by: (first + row) * loop.columns).clear(count: loop.columns)
      for product in memory.products {
        arena.gradientRows(product)[first + row].clear(count: product.stride)
      }
    }
  }
}
