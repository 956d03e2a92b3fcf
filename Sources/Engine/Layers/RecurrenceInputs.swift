extension Recurrence {
  /// What a recurrent layer computes for all sequences and steps together, before the loop over
  /// time and after it: W_x x, and the gradients of the weights, the biases and x.
  final class Inputs: Operation {
    private let recurrence: Recurrence

    init(of recurrence: Recurrence) { self.recurrence = recurrence }

    var name: String { recurrence.name }
    var result: Tensor? { nil }

    func forward() {
      recurrence.spreadBiases()
      recurrence.cell.prepare(recurrence.loop)
      recurrence.projectInput()
    }

    func backward() {
      recurrence.accumulateWeights()
      recurrence.accumulateInput()
    }
  }

  /// Both biases in one padded row, unless the cell separates W_h h.
  fileprivate func spreadBiases() {
    let (inputs, states) = (inputBias.floats(), recurrentBias.floats())
    inputs.clear(count: columns)
    states.clear(count: columns)
    if let bias = weights.inputBias { inputProjection.addBias(bias, to: inputs) }
    if let bias = weights.recurrentBias {
      inputProjection.addBias(bias, to: cell.separatesRecurrent ? states : inputs)
    }
  }

  /// a = W_x x + b for all steps; of ids, for each different one.
  fileprivate func projectInput() {
    let bias = inputBias.floats()
    idProducts?.forward(bias)
    guard case .sequence(let x) = input else { return }
    inputProjection.forward(
      arena.valueRows(x), rows: x.rows, from: Rows(base: bias, stride: 0),
      into: arena.valueRows(gates))
  }

  /// The gradients of weights and biases, each one product over all steps.
  fileprivate func accumulateWeights() {
    let rows = steps * batch
    let da = arena.gradientRows(gates)
    let dr = arena.gradientRows(cell.separatesRecurrent ? recurrent : gates)
    recurrentProjection?.backwardWeight(
      dr, arena.valueRows(allStates).from(isReversed ? batch : 0), rows: rows)
    gatedStateProjection?.backwardWeight(
      Rows(base: da.base.advanced(by: loop.gatedStateColumn), stride: columns),
      arena.valueRows(gatedState), rows: rows)
    cell.accumulateWeights(loop)
    let inputBiases = cell.separatesRecurrent ? weights.biases.prefix(1) : weights.biases[...]
    if cell.separatesRecurrent {
      inputProjection.backwardBias(weights.biases.dropFirst(), dr, rows: rows)
    }
    if let idProducts { return idProducts.backward(da.base, biases: inputBiases) }
    guard case .sequence(let x) = input else { return }
    inputProjection.backwardWeight(da, arena.valueRows(x), rows: rows)
    inputProjection.backwardBias(inputBiases, da, rows: rows)
  }

  /// dx += da W_x, unless x is data
  fileprivate func accumulateInput() {
    guard case .sequence(let x) = input, x.hasGradient else { return }
    inputProjection.backwardInput(
      arena.gradientRows(gates), rows: x.rows, into: arena.gradientRows(x))
  }
}
