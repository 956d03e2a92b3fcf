/// The names of a recurrent layer's weights: PyTorch's, for layer `layer` of `prefix`.
public struct RecurrenceWeights: Sendable {
  /// W_x, [gates * hidden, inputs].
  public let input: Parameter
  /// W_h, [gates * hidden, hidden].
  public let recurrent: Parameter
  /// b_x and b_h, [gates * hidden] each; nil for a layer without biases.
  public let biases: (input: Parameter, recurrent: Parameter)?

  /// Adds the weights, zero, to `parameters` or finds them there.
  public init(
    _ prefix: String, layer: Int = 0, cell: CellKind, inputs: Int, hidden: Int,
    hasBias: Bool = true, in parameters: Parameters
  ) {
    let rows = cell.gates.count * hidden
    input = parameters.add("\(prefix).weight_ih_l\(layer)", rows: rows, columns: inputs)
    recurrent = parameters.add("\(prefix).weight_hh_l\(layer)", rows: rows, columns: hidden)
    biases =
      hasBias
      ? (
        parameters.add("\(prefix).bias_ih_l\(layer)", rows: 1, columns: rows),
        parameters.add("\(prefix).bias_hh_l\(layer)", rows: 1, columns: rows)
      ) : nil
  }
}

/// What a recurrent layer reads.
public enum RecurrenceInput: Sendable {
  /// A sequence of vectors, [steps * batch, inputs].
  case sequence(Tensor)
  /// Ids, [steps * batch], each standing for a one-hot vector: its product with W_x is a row of W_x.
  case oneHot(Tokens)
}

/// A recurrent layer: one set of weights, applied at every step.
///
///     x [steps * batch, inputs] -> h [steps * batch, hidden]
///
/// The one time loop for all cells. All steps' W_x x is one product before the loop, each step's
/// W_h h one product in it; on the way back the weights' gradients are one product over all steps
/// after the loop. States of all steps, with those before the first, are one tensor:
///
///     states  [h | c] x [steps + 1] x [batch, hidden]
public class Recurrence {
  /// h of every step, [steps * batch, hidden].
  public let states: [Tensor]
  /// The cell.
  public let kind: CellKind
  let steps: Int
  let batch: Int
  let hidden: Int
  let tape: Tape
  let allStates: Tensor
  let gates: Tensor

  init(_ kind: CellKind, steps: Int, batch: Int, hidden: Int, on tape: Tape) {
    self.kind = kind
    self.steps = steps
    self.batch = batch
    self.hidden = hidden
    self.tape = tape
    let rows = (steps + 1) * batch
    allStates = tape.input(rows: kind.states.count * rows, columns: hidden)
    gates = tape.input(
      rows: steps * batch, columns: kind.gates.count * paddedCount(hidden))
    states = kind.states.indices.map { [allStates] in
      allStates.rows(from: $0 * rows + batch, count: steps * batch)
    }
  }

  /// h of every step, [steps * batch, hidden].
  public var output: Tensor { states[0] }

  /// State `s` (0 is h, 1 is c) after the last step, [batch, hidden].
  public func finalState(_ s: Int = 0) -> Tensor {
    states[s].rows(from: (steps - 1) * batch, count: batch)
  }

  /// State `s` before the first step, [batch, hidden]: what `carryState` and `write` set.
  public func initialState(_ s: Int = 0) -> Tensor {
    allStates.rows(from: s * (steps + 1) * batch, count: batch)
  }

  /// |dL/ds_t| of state `s` over batch and units, for t = 1...steps, from the last backward pass.
  ///
  /// It is the total gradient at s_t: from the outputs and from all later steps.
  public func gradientNorms(_ s: Int = 0) -> [Float] {
    tape.makeReady()
    let place = tape.gradients(states[s])
    let size = batch * allStates.stride
    return (0..<steps).map { step in
      norm(place.advanced(by: step * size), count: size)
    }
  }

  /// The mean of gate `g` over batch and units, for each step, from the last forward pass.
  public func gateMeans(_ g: Int) -> [Float] {
    let numbers = gate(g)
    let size = batch * hidden
    return (0..<steps).map { step in
      numbers[step * size..<(step + 1) * size].reduce(0, +) / Float(size)
    }
  }

  /// The values of gate `g`, [steps * batch * hidden], from the last forward pass. Of a cell that
  /// adds and squashes only, they are the pre-activations.
  public func gate(_ g: Int) -> [Float] {
    tape.makeReady()
    let place = tape.values(gates)
    var numbers: [Float] = []
    numbers.reserveCapacity(steps * batch * hidden)
    for row in 0..<steps * batch {
      for unit in 0..<hidden {
        numbers.append(place[row * gates.stride + g * paddedCount(hidden) + unit])
      }
    }
    return numbers
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
  ///   - initial: tensors to start h (and c) from, [batch, hidden]; they take part in the gradient.
  ///     Without them the state starts from zero, or from what was carried.
  public func recurrence(
    _ kind: CellKind, _ input: RecurrenceInput, steps: Int, hidden: Int,
    weights: RecurrenceWeights, initial: [Tensor] = []
  ) -> Recurrence {
    guard let type = Cells.types.first(where: { $0.kind == kind }) else {
      preconditionFailure("the cell is not in the list of cells")
    }
    func open<C: Cell>(_ type: C.Type) -> Recurrence {
      let recurrence = RecurrenceOf<C>(
        input, steps: steps, hidden: hidden, weights: weights, initial: initial, on: self)
      record(recurrence)
      return recurrence
    }
    return open(type)
  }
}
