/// What a recurrent layer reads.
public enum RecurrenceInput: Sendable {
  /// A sequence of vectors, [steps * batch, inputs].
  case sequence(Tensor)
  /// Ids, [steps * batch], each standing for a one-hot vector: its product with W_x is a row of W_x.
  case oneHot(Tokens)

  var rows: Int {
    switch self {
    case .sequence(let x): x.rows
    case .oneHot(let ids): ids.count
    }
  }
}

/// A recurrent layer in one direction: one set of weights, applied at every step.
///
///     x [steps * batch, inputs] -> h [steps * batch, hidden]
///
/// The one time loop for all cells (`RecurrenceOf`). States of all steps, with those before the
/// first, are one tensor:
///
///     states  [h | c] x [steps + 1] x [batch, hidden]
///
/// Read forwards, block 0 is the initial state and block t + 1 the state after step t. Read
/// backwards, block `steps` is the initial state and block t the state after step t.
///
/// Sequences may have lengths of their own, as PyTorch's packed ones: past its end a sequence's
/// state is held, so the last block has each sequence's last valid state; its outputs there are
/// zero; and the direction that reads backwards starts at each sequence's own end.
public class Recurrence {
  /// The cell.
  public let kind: CellKind
  /// Whether it reads from the last step to the first.
  public let isReversed: Bool
  /// State `s` of every step, [steps * batch, hidden]: h, and for some cells c.
  public let states: [Tensor]
  /// h of every step, [steps * batch, hidden], zero past the end of a sequence.
  public let output: Tensor
  let steps: Int
  let batch: Int
  let hidden: Int
  let lengths: Tokens?
  let tape: Tape
  let allStates: Tensor
  let gates: Tensor

  init(
    _ kind: CellKind, steps: Int, batch: Int, hidden: Int, isReversed: Bool, lengths: Tokens?,
    on tape: Tape
  ) {
    precondition(lengths.map { $0.count == batch } ?? true, "one length for each sequence")
    self.kind = kind
    self.steps = steps
    self.batch = batch
    self.hidden = hidden
    self.isReversed = isReversed
    self.lengths = lengths
    self.tape = tape
    let rows = (steps + 1) * batch
    allStates = tape.input(rows: kind.states.count * rows, columns: hidden)
    gates = tape.input(
      rows: steps * batch, columns: kind.gates.count * paddedCount(hidden))
    states = kind.states.indices.map { [allStates] in
      allStates.rows(from: $0 * rows + (isReversed ? 0 : batch), count: steps * batch)
    }
    output = lengths == nil ? states[0] : tape.input(like: states[0])
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

  /// Whether `step` is within sequence `sequence`.
  func isValid(_ step: Int, _ sequence: Int) -> Bool {
    lengths.map { step < Int(tape.ids($0)[sequence]) } ?? true
  }

  /// Makes the final states the initial ones of the next forward pass; no gradient goes back there.
  public func carryState() {
    tape.makeReady()
    for s in states.indices {
      tape.values(initialState(s)).copy(
        from: tape.values(finalState(s)), count: batch * allStates.stride)
    }
  }

  /// Makes the initial states zero.
  public func resetState() {
    tape.makeReady()
    for s in states.indices {
      tape.values(initialState(s)).clear(count: batch * allStates.stride)
    }
  }
}

extension Tape {
  /// Records a recurrent layer over `steps` steps.
  ///
  /// - Parameters:
  ///   - kind: the cell, one of `Cells.all`.
  ///   - input: [steps * batch, inputs] or as many ids.
  ///   - steps: time steps.
  ///   - hidden: units.
  ///   - weights: of this layer and direction.
  ///   - initial: tensors to start h (and c) from, [batch, hidden]; they take part in the gradient.
  ///     Without them the state starts from zero, or from what was carried.
  ///   - isReversed: whether it reads from the last step to the first.
  ///   - lengths: how many steps each sequence has, [batch]; without them all have `steps`.
  public func recurrence(
    _ kind: CellKind, _ input: RecurrenceInput, steps: Int, hidden: Int,
    weights: RecurrenceWeights, initial: [Tensor] = [], isReversed: Bool = false,
    lengths: Tokens? = nil
  ) -> Recurrence {
    guard let type = Cells.types.first(where: { $0.kind == kind }) else {
      preconditionFailure("the cell is not in the list of cells")
    }
    func open<C: Cell>(_ type: C.Type) -> Recurrence {
      let recurrence = RecurrenceOf<C>(
        input, steps: steps, hidden: hidden, weights: weights, initial: initial,
        isReversed: isReversed, lengths: lengths, on: self)
      record(recurrence)
      return recurrence
    }
    return open(type)
  }
}
