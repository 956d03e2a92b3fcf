/// The memory that a cell's program works in, and where each value and each gradient is in it.
///
/// Every value has one row of units for each sequence. Products, and what the backward pass reads,
/// keep their rows for every step, [steps * batch, ...]; the rest is overwritten by the next step.
/// Gradients are handed on within a step; those of products are kept for every step, so that each
/// weight's gradient is one product over all of them.
final class ProgramMemory {
  /// Where the rows of a node are.
  struct Address {
    let base: Floats
    /// Numbers from one sequence to the next, and from one step to the next.
    let rowStride: Int
    let stepStride: Int

    @inline(__always)
    func rows(_ step: Int) -> Rows {
      Rows(base: base.advanced(by: step &* stepStride), stride: rowStride)
    }
  }

  /// A state before and after a step.
  typealias State = (before: Address, after: Address)

  private let program: CellProgram
  private let arena: Arena
  private let hidden: Int
  private let batch: Int
  private let rows: Int
  /// The results of each product with the gradients, [steps * batch, matrices * padded].
  let products: [Tensor]
  /// Registers that are kept, one after the other, each [steps * batch, hidden].
  private let kept: Tensor
  /// Registers that pass, each [batch, hidden].
  private let passing: Tensor
  /// The gradients of all nodes at the step at hand, each [batch, hidden].
  private let handedOn: Tensor
  /// The gradients of the learned vectors, summed over the steps of each sequence, each
  /// [batch, hidden].
  private let vectorSums: Tensor
  /// Vectors and numbers as padded rows.
  private let constants: Buffer
  /// Where each node's value, and its gradient, is.
  private(set) var values: [Address] = []
  private(set) var gradients: [Address] = []
  /// Where each state is, and its gradient.
  private(set) var states: [(values: State, gradients: State)] = []

  /// Memory for `rows` rows of `hidden` units, those of `batch` sequences over all steps.
  init(_ program: CellProgram, hidden: Int, rows: Int, batch: Int, in arena: Arena) {
    (self.program, self.arena, self.hidden) = (program, arena, hidden)
    (self.rows, self.batch) = (rows, batch)
    let padded = paddedCount(hidden)
    products = program.products.map {
      arena.workspace(rows: rows, columns: $0.matrices.count * padded)
    }
    kept = arena.workspace(rows: program.keptCount * rows, columns: hidden)
    passing = arena.workspace(rows: program.passingCount * batch, columns: hidden)
    handedOn = arena.workspace(rows: program.storage.count * batch, columns: hidden)
    vectorSums = arena.workspace(rows: program.vectors.count * batch, columns: hidden)
    constants = Buffer(count: (program.vectors.count + program.numbers.count) * padded)
  }

  /// Finds all addresses, once the layer's own numbers are allocated, and takes up the learned
  /// vectors as they are now.
  func prepare(_ loop: RecurrentLoop, vectors: [Parameter]) {
    if values.isEmpty { findAddresses(loop) }
    for (v, vector) in vectors.enumerated() {
      constant(v).copy(from: arena.parameters.values(vector), count: hidden)
    }
    // Numbers are zero in the padding, so that what is made of them stays finite there.
    for (n, number) in program.numbers.enumerated() {
      for unit in 0..<hidden { constant(vectors.count + n)[unit] = Float(number) }
    }
  }

  /// The gradient of vector `v` by each sequence, a row for each.
  func vectorSums(_ v: Int) -> Rows { oneStep(arena.gradients(vectorSums), v).rows(0) }

  /// The values of node `node` at every step, a row for each step and sequence.
  func rows(of node: Int, _ loop: RecurrentLoop) -> Rows {
    valueAddress(program.storage[node], loop).rows(0)
  }
}

/// The addresses.
extension ProgramMemory {
  private func constant(_ index: Int) -> Floats {
    constants.floats(at: index * paddedCount(hidden))
  }

  private func findAddresses(_ loop: RecurrentLoop) {
    values = program.storage.map { valueAddress($0, loop) }
    gradients = program.storage.enumerated().map { gradientAddress($0, $1, loop) }
    states = program.states.indices.map { s in
      func both(_ base: Floats) -> State {
        (state(s, isAfter: false, base, loop), state(s, isAfter: true, base, loop))
      }
      return (both(loop.values.states), both(loop.gradients.states))
    }
  }

  private func valueAddress(_ storage: CellProgram.Storage, _ loop: RecurrentLoop) -> Address {
    let padded = paddedCount(hidden)
    func same(_ index: Int) -> Address {
      Address(base: constant(index), rowStride: 0, stepStride: 0)
    }
    switch storage {
    case .input: return same(0)
    case .inputProduct(let j): return everyStep(loop.values.gates, loop.columns, j * padded)
    case .product(let p, let j):
      return everyStep(arena.values(products[p]), products[p].stride, j * padded)
    case .before(let s): return state(s, isAfter: false, loop.values.states, loop)
    case .after(let s): return state(s, isAfter: true, loop.values.states, loop)
    case .vector(let v): return same(v)
    case .number(let n): return same(program.vectors.count + n)
    case .kept(let k): return everyStep(arena.values(kept), padded, k * rows * padded)
    case .passing(let p): return oneStep(arena.values(passing), p)
    }
  }

  private func gradientAddress(
    _ node: Int, _ storage: CellProgram.Storage, _ loop: RecurrentLoop
  ) -> Address {
    let padded = paddedCount(hidden)
    switch storage {
    case .inputProduct(let j): return everyStep(loop.gradients.gates, loop.columns, j * padded)
    case .product(let p, let j):
      return everyStep(arena.gradients(products[p]), products[p].stride, j * padded)
    case .before(let s): return state(s, isAfter: false, loop.gradients.states, loop)
    case .after(let s): return state(s, isAfter: true, loop.gradients.states, loop)
    case .vector(let v): return oneStep(arena.gradients(vectorSums), v)
    case .input, .number, .kept, .passing: return oneStep(arena.gradients(handedOn), node)
    }
  }

  private func everyStep(_ base: Floats, _ stride: Int, _ offset: Int) -> Address {
    Address(base: base.advanced(by: offset), rowStride: stride, stepStride: batch * stride)
  }

  private func oneStep(_ base: Floats, _ block: Int) -> Address {
    let padded = paddedCount(hidden)
    return Address(
      base: base.advanced(by: block * batch * padded), rowStride: padded, stepStride: 0)
  }

  private func state(
    _ s: Int, isAfter: Bool, _ base: Floats, _ loop: RecurrentLoop
  ) -> Address {
    let block = batch * loop.stateStride
    let first = s * (loop.steps + 1) + (isAfter != loop.isReversed ? 1 : 0)
    return Address(
      base: base.advanced(by: first * block), rowStride: loop.stateStride, stepStride: block)
  }
}
