/// What a recurrent layer does at its steps: the code of a compiled cell, or the program of a cell
/// that is given by its equations alone. The layer (`Recurrence`) does everything else.
protocol RecurrentSteps {
  /// Whether W_h h is separate from W_x x, because the cell does not simply add them.
  var separatesRecurrent: Bool { get }
  /// How many of the last gates have their recurrent product with a gated state.
  var gatedStateGates: Int { get }
  /// How many activations per unit and step are saved for the backward pass.
  var savedActivations: Int { get }
  /// How many matrices on h the layer multiplies for the cell at every step.
  var stateMatrices: Int { get }
  /// Multiply-adds of a sequence at a step beside those of the matrices on x, for `hidden` units of
  /// which one row has `columns` numbers for all gates.
  func work(hidden: Int, columns: Int) -> Int
  /// Gets ready for a pass with the parameters as they are now.
  func prepare(_ loop: RecurrentLoop)
  /// Goes through all steps of some sequences.
  func forward(_ loop: RecurrentLoop, _ sequences: Range<Int>)
  /// Goes back through them.
  func backward(_ loop: RecurrentLoop, _ sequences: Range<Int>)
  /// Adds to the gradients of the learned numbers that only the cell knows, once all sequences are
  /// done.
  func accumulateWeights(_ loop: RecurrentLoop)
  /// The values of gate `g`, a row for each step and sequence.
  func gate(_ g: Int, _ loop: RecurrentLoop) -> Rows
}

extension CompiledCell: RecurrentSteps {
  var stateMatrices: Int { kind.isRecurrent ? kind.gates.count - gatedStateGates : 0 }

  /// Most of it is the product with W_h.
  func work(hidden: Int, columns: Int) -> Int { columns * (kind.isRecurrent ? hidden : 8) }

  func prepare(_ loop: RecurrentLoop) {}
  func accumulateWeights(_ loop: RecurrentLoop) {}

  func gate(_ g: Int, _ loop: RecurrentLoop) -> Rows {
    Rows(base: loop.values.gates.advanced(by: g * loop.padded), stride: loop.columns)
  }
}

extension RecurrenceWeights {
  /// The products of the rows of W_h that belong to some gates; nil where there are none.
  func projection(ofGates gates: Range<Int>, in arena: Arena) -> Projection? {
    guard let recurrent, !gates.isEmpty else { return nil }
    return arena.projection(
      of: recurrent.rows(gates.lowerBound * hidden..<gates.upperBound * hidden), gates: gates.count)
  }

  /// The steps of a layer with these weights over `rows` rows, those of `batch` sequences.
  func steps(rows: Int, batch: Int, in arena: Arena) -> any RecurrentSteps {
    if let compiled = Cells.compiled(cell) { return compiled }
    return ProgramSteps(
      CellProgram(cell.cellEquations), weights: self, rows: rows, batch: batch, in: arena)
  }
}
