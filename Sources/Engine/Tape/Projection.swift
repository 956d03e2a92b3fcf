/// The three products of a weight matrix W [gates * units, inner], kept packed for them:
///
///     forward          y [rows, gates * padded] += x [rows, inner] W^T
///     input gradient   dx [rows, inner]         += dy W
///     weight gradient  dW [gates * units, inner] += dy^T x
///
/// Each gate's units are padded to whole lanes in y, so a cell finds unit u of gate g at column
/// g * padded + u. A linear layer is a projection with one gate.
///
/// Operations that share a weight share its projection: `pack` runs once before the forward pass of
/// all of them, `finishGradient` once after the backward pass of all of them.
final class Projection {
  let weight: Parameter
  let gates: Int
  let units: Int
  let inner: Int
  /// Columns of one gate in y.
  let padded: Int
  let parameters: Parameters
  let parallel: Parallel
  /// W packed for the forward product.
  let forwardPanels: Buffer
  /// W packed for the input gradient; nil if no operation needs it.
  private(set) var backwardPanels: Buffer?
  /// The weight gradient as [gates * padded, padded inner]; nil if that is W's own layout.
  let wideGradient: Buffer?
  /// In the forward pass the biases as a row of y, in the backward pass the sum of the rows of dy.
  let biasRow: Buffer
  /// The factors of this update's weight gradient.
  var parts: [TransposedPart] = []

  init(of weight: Parameter, gates: Int, in parameters: Parameters, parallel: Parallel) {
    precondition(weight.rows % gates == 0, "each gate has the same number of weight rows")
    self.weight = weight
    self.gates = gates
    self.parameters = parameters
    self.parallel = parallel
    units = weight.rows / gates
    inner = weight.columns
    padded = paddedCount(units)
    let wide = gates * padded * paddedCount(inner)
    forwardPanels = Buffer(count: gates * padded * inner)
    let isOwnLayout = paddedCount(inner) == inner && (gates == 1 || padded == units)
    wideGradient = isOwnLayout ? nil : Buffer(count: wide)
    biasRow = Buffer(count: gates * padded)
  }

  /// Columns of y.
  var columns: Int { gates * padded }

  /// Makes `backwardInput` available.
  func addInputGradient() {
    if backwardPanels == nil { backwardPanels = Buffer(count: columns * paddedCount(inner)) }
  }

  /// Packs the current weights for the products of one update.
  ///
  /// Forward: panel p holds, for each k, sixteen units of a gate. Backward: panel p holds, for each
  /// gate and unit (padded units are zero), sixteen inputs.
  func pack() {
    parallel.split(weight.rows, unit: 16, work: 16 * weight.count, with: self) {
      $0.pack(rows: $1)
    }
  }

  private func pack(rows: Range<Int>) {
    let w = parameters.values(weight)
    let forward = forwardPanels.floats()
    let backward = backwardPanels?.floats()
    for index in rows {
      let row = w.advanced(by: index * inner)
      let column = column(of: index)
      let f = forward.advanced(by: (column >> 4) * 16 * inner + (column & 15))
      for k in 0..<inner { f[16 * k] = row[k] }
      guard let b = backward?.advanced(by: 16 * column) else { continue }
      for k in stride(from: 0, to: inner, by: 16) {
        let lanes = row[lanes: k]
        b[lanes: k * columns] =
          k + 16 <= inner
          ? lanes : Lanes().replacing(with: lanes, where: firstLanes(inner - k))
      }
    }
  }

  /// What the rows of y start from: the bias, the same for all of them. Valid until the next call.
  func start(with bias: Parameter?) -> Rows? {
    guard let bias else { return nil }
    let row = biasRow.floats()
    row.clear(count: columns)
    addBias(bias, to: row)
    return Rows(base: row, stride: 0)
  }

  /// Adds a dense bias [gates * units] to a padded row.
  func addBias(_ bias: Parameter, to row: Floats) {
    let bias = parameters.values(bias)
    for gate in 0..<gates {
      row.advanced(by: gate * padded).add(bias.advanced(by: gate * units), count: units)
    }
  }

  /// The column in y of a row of W.
  @inline(__always)
  func column(of row: Int) -> Int { row / units * padded + row % units }
}
