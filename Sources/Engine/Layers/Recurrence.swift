/// What comes into a recurrent layer.
public enum RecurrenceInput: Sendable {
  /// A sequence of vectors, [steps * batch, inputs].
  case sequence(Tensor)
  /// Ids below `count`, [steps * batch], each in place of a one-hot vector: its product with W_x is
  /// a column of W_x.
  case oneHot(Tokens, count: Int)
  /// Ids, [steps * batch], each in place of a row of a table [count of ids, inputs], as with
  /// `Tape.embedding`: `padding` is an id whose row gets no gradient, and a table that is not
  /// trained gets none.
  case embedded(Tokens, Parameter, padding: Int? = nil)

  var rows: Int {
    switch self {
    case .sequence(let x): x.rows
    case .oneHot(let ids, _), .embedded(let ids, _, _): ids.count
    }
  }

  /// Numbers that come in at every step.
  var columns: Int {
    switch self {
    case .sequence(let x): x.columns
    case .oneHot(_, let count): count
    case .embedded(_, let table, _): table.columns
    }
  }

  /// W_x x of ids, one product for each different one; nil for vectors.
  func products(_ projection: Projection, in arena: Arena) -> IdProducts? {
    switch self {
    case .sequence: nil
    case .oneHot(let ids, _): IdProducts(ids, nil, padding: nil, projection, in: arena)
    case .embedded(let ids, let table, let padding):
      IdProducts(ids, table, padding: padding, projection, in: arena)
    }
  }

  /// Whether the loss has a gradient with respect to it.
  var hasGradient: Bool {
    switch self {
    case .sequence(let x): x.hasGradient
    case .oneHot: false
    case .embedded(_, let table, _): table.isTrained
    }
  }
}

/// A recurrent layer in one direction: one set of weights, applied at every step.
///
///     x [steps * batch, inputs] -> h [steps * batch, hidden]
///
/// All steps' W_x x is one product before the loop over time (`RecurrentLoop`), of ids one row for
/// each different id (`IdProducts`); each step's W_h h is one product in the loop; in the backward
/// pass the weights' gradients are one product over all steps after it. States of all steps, with
/// those before the first, are one tensor:
///
///     states  [h | c] x [steps + 1] x [batch, hidden]
///
/// Read forwards, block 0 is the initial state and block t + 1 the state after step t. Read
/// backwards, block `steps` is the initial state and block t the state after step t.
///
/// Sequences may have lengths of their own, as PyTorch's packed ones: past its end a sequence's
/// state is held, so the last block has each sequence's last valid state; its outputs there are
/// zero; and the direction that reads backwards starts at each sequence's own end.
public final class Recurrence: RowwiseOperation {
  /// The cell.
  public let kind: CellKind
  /// Whether it reads from the last step to the first.
  public let isReversed: Bool
  /// State `s` of every step, [steps * batch, hidden]: h, and for some cells c.
  public let states: [Tensor]
  /// h of every step, [steps * batch, hidden], zero past the end of a sequence.
  public let output: Tensor
  let name: String
  /// Time steps.
  public let steps: Int
  /// Sequences.
  public let batch: Int
  let hidden: Int
  let lengths: Tokens?
  let arena: Arena
  let allStates: Tensor
  let gates: Tensor
  let cell: any RecurrentSteps
  let input: RecurrenceInput
  let weights: RecurrenceWeights
  private let initial: [Tensor]
  let inputProjection: Projection
  let idProducts: IdProducts?
  let recurrentProjection: Projection?
  let gatedStateProjection: Projection?
  /// W_h h, where the cell separates it.
  let recurrent: Tensor
  /// r h, which the last gates of some cells see in place of h.
  let gatedState: Tensor
  private let savedActivations: Tensor
  let inputBias: Buffer
  let recurrentBias: Buffer

  fileprivate init(
    _ weights: RecurrenceWeights, _ input: RecurrenceInput, steps: Int, initial: [Tensor],
    lengths: Tokens?, in arena: Arena
  ) {
    let (kind, hidden, isReversed) = (weights.cell, weights.hidden, weights.isReversed)
    let batch = input.rows / steps
    precondition(input.rows == batch * steps, "a sequence has a whole number of rows per step")
    precondition(lengths.map { $0.count == batch } ?? true, "one length for each sequence")
    precondition(
      weights.input.columns == input.columns, "the weights have another width than the input")
    let cell = weights.steps(rows: input.rows, batch: batch, in: arena)
    self.kind = kind
    self.cell = cell
    self.input = input
    self.weights = weights
    self.initial = initial
    self.steps = steps
    self.batch = batch
    self.hidden = hidden
    self.isReversed = isReversed
    self.lengths = lengths
    self.arena = arena
    name = "rnn (\(kind.name))"
    inputProjection = arena.projection(
      of: weights.input, gates: weights.input.rows / hidden, needsInputGradient: input.hasGradient)
    recurrentProjection = weights.projection(ofGates: 0..<cell.stateMatrices, in: arena)
    gatedStateProjection = weights.projection(
      ofGates: cell.stateMatrices..<cell.stateMatrices + cell.gatedStateGates, in: arena)
    idProducts = input.products(inputProjection, in: arena)
    let (rows, columns) = (steps * batch, inputProjection.columns)
    // What the loop overwrites in the backward pass needs no clearing before.
    gates = arena.workspace(rows: rows, columns: columns)
    recurrent = arena.workspace(rows: cell.separatesRecurrent ? rows : 0, columns: columns)
    savedActivations = arena.workspace(
      rows: rows, columns: cell.savedActivations * paddedCount(hidden))
    gatedState = arena.input(rows: cell.gatedStateGates > 0 ? rows : 0, columns: hidden)
    inputBias = Buffer(count: columns)
    recurrentBias = Buffer(count: columns)
    let block = (steps + 1) * batch
    allStates = arena.input(rows: kind.states.count * block, columns: hidden)
    states = kind.states.indices.map { [allStates] in
      allStates.rows(from: $0 * block + (isReversed ? 0 : batch), count: rows)
    }
    output = lengths == nil ? states[0] : arena.input(like: states[0])
  }

  /// State `s` (0 is h, 1 is c) after the last step that it reads, [batch, hidden].
  public func finalState(_ s: Int = 0) -> Tensor {
    states[s].rows(from: isReversed ? 0 : (steps - 1) * batch, count: batch)
  }

  /// Every state after the last step that it reads.
  public var finalStates: [Tensor] { states.indices.map { finalState($0) } }

  /// State `s` before the first step that it reads, [batch, hidden].
  public func initialState(_ s: Int = 0) -> Tensor {
    let block = s * (steps + 1) + (isReversed ? steps : 0)
    return allStates.rows(from: block * batch, count: batch)
  }

  /// Makes the final states the initial ones of the next forward pass; no gradient goes back there.
  public func carryState() {
    arena.makeReady()
    for s in states.indices {
      arena.values(initialState(s)).copy(
        from: arena.values(finalState(s)), count: batch * allStates.stride)
    }
  }

  /// Makes the initial states zero.
  public func resetState() {
    arena.makeReady()
    for s in states.indices {
      arena.values(initialState(s)).clear(count: batch * allStates.stride)
    }
  }

  var result: Tensor? { output }

  var columns: Int { inputProjection.columns }
  var forwardRows: Int? { batch }
  var backwardRows: Int? { batch }
  var work: Int { steps * batch * cell.work(hidden: hidden, columns: columns) }

  var loop: RecurrentLoop {
    func arenas(_ numbers: (Tensor) -> Floats) -> RecurrentLoop.Arenas {
      RecurrentLoop.Arenas(
        gates: numbers(gates), recurrent: numbers(recurrent), gatedState: numbers(gatedState),
        saved: numbers(savedActivations), states: numbers(allStates))
    }
    return RecurrentLoop(
      steps: steps, batch: batch, hidden: hidden, isReversed: isReversed,
      lengths: lengths.map { arena.ids($0) }, columns: columns, padded: inputProjection.padded,
      inputs: idProducts?.rows,
      gatedStateColumn: (kind.gates.count - cell.gatedStateGates) * inputProjection.padded,
      stateStride: allStates.stride, savedStride: savedActivations.stride,
      values: arenas { arena.values($0) }, gradients: arenas { arena.gradients($0) },
      recurrentBias: weights.recurrentBias == nil ? nil : recurrentBias.floats(),
      recurrentProjection: recurrentProjection, gatedStateProjection: gatedStateProjection)
  }

  func forward(rows sequences: Range<Int>) {
    let (first, count) = part(sequences)
    for (s, tensor) in initial.enumerated() {
      arena.values(initialState(s)).advanced(by: first).copy(
        from: arena.values(tensor).advanced(by: first), count: count)
    }
    cell.forward(loop, sequences)
    if lengths != nil { maskOutput(sequences) }
  }

  func backward(rows sequences: Range<Int>) {
    if lengths != nil { unmaskOutput(sequences) }
    cell.backward(loop, sequences)
    let (first, count) = part(sequences)
    for (s, tensor) in initial.enumerated() {
      arena.gradients(tensor).advanced(by: first).add(
        arena.gradients(initialState(s)).advanced(by: first), count: count)
    }
  }

  /// Where the numbers of some sequences begin in the states of one step, and how many they are.
  private func part(_ sequences: Range<Int>) -> (first: Int, count: Int) {
    (sequences.lowerBound * allStates.stride, sequences.count * allStates.stride)
  }
}

extension Tape {
  /// Records a recurrent layer over `steps` steps.
  ///
  /// - Parameters:
  ///   - input: [steps * batch, inputs] or as many ids
  ///   - weights: of this layer and direction; they know the cell
  ///   - steps: time steps
  ///   - initial: tensors to start h (and c) from, [batch, hidden]; they take part in the gradient.
  ///     Without them the state starts from zero, or from what was carried
  ///   - lengths: how many steps each sequence has, [batch]; without them all have `steps`
  public func recurrence(
    _ input: RecurrenceInput, _ weights: RecurrenceWeights, steps: Int, initial: [Tensor] = [],
    lengths: Tokens? = nil
  ) -> Recurrence {
    let recurrence = Recurrence(
      weights, input, steps: steps, initial: initial, lengths: lengths, in: arena)
    record(Recurrence.Inputs(of: recurrence))
    record(recurrence)
    return recurrence
  }
}
