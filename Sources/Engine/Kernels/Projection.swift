/// The three products of a weight matrix W [gates * units, inner], kept packed for them:
///
///     forward          y [rows, gates * padded] (+)= x [rows, inner] W^T
///     input gradient   dx [rows, inner]          += dy W
///     weight gradient  dW [gates * units, inner] += dy^T x
///
/// Each gate's units are padded to whole lanes in y, so a cell finds unit u of gate g at column
/// g * padded + u. A linear layer is a projection with one gate.
final class Projection {
  let weight: Parameter
  let gates: Int
  let units: Int
  let inner: Int
  /// Columns of one gate in y.
  let padded: Int
  private let parameters: Parameters
  private let forwardPanels: Buffer
  private let backwardPanels: Buffer
  private let scratch: Buffer
  private let parallel: Parallel

  init(of weight: Parameter, gates: Int, in parameters: Parameters, parallel: Parallel) {
    precondition(weight.rows % gates == 0, "a weight has as many rows for each gate")
    self.weight = weight
    self.gates = gates
    self.parameters = parameters
    self.parallel = parallel
    units = weight.rows / gates
    inner = weight.columns
    padded = paddedCount(units)
    forwardPanels = Buffer(count: gates * padded * inner)
    backwardPanels = Buffer(count: gates * padded * paddedCount(inner))
    scratch = Buffer(count: gates * padded * paddedCount(inner))
  }

  /// Columns of y.
  var columns: Int { gates * padded }

  /// Packs the weights as they are for the products of one update.
  ///
  /// Forward: panel p holds, for each k, sixteen units of a gate. Backward: panel p holds, for each
  /// gate and unit (padded units are zero), sixteen inputs.
  func pack() {
    let w = parameters.values(weight)
    let forward = forwardPanels.floats()
    let backward = backwardPanels.floats()
    for gate in 0..<gates {
      for unit in 0..<units {
        let row = w.advanced(by: (gate * units + unit) * inner)
        let column = gate * padded + unit
        let f = forward.advanced(by: (column >> 4) * 16 * inner + (column & 15))
        for k in 0..<inner { f[16 * k] = row[k] }
        for k in 0..<inner {
          backward[(k >> 4) * 16 * columns + 16 * column + (k & 15)] = row[k]
        }
      }
    }
  }

  /// y (+)= x W^T for `rows` of x.
  @inline(__always)
  func forward(
    _ x: Floats, xStride: Int, rows: Range<Int>, into y: Floats, yStride: Int, accumulating: Bool
  ) {
    multiply(
      rows: rows, inner: inner, panels: 0..<columns / 16,
      Factor(base: x, rowStride: xStride, innerStride: 1),
      Panels(base: forwardPanels.floats(), panelStride: 16 * inner, rowStride: 16),
      into: y, stride: yStride, accumulating: accumulating)
  }

  /// dx += dy W for `rows` of dy.
  @inline(__always)
  func backwardInput(
    _ dy: Floats, dyStride: Int, rows: Range<Int>, into dx: Floats, dxStride: Int
  ) {
    multiply(
      rows: rows, inner: columns, panels: 0..<paddedCount(inner) / 16,
      Factor(base: dy, rowStride: dyStride, innerStride: 1),
      Panels(base: backwardPanels.floats(), panelStride: 16 * columns, rowStride: 16),
      into: dx, stride: dxStride, accumulating: true)
  }

  /// dW += dy^T x, summed over all `rows` in order.
  func backwardWeight(
    _ dy: Floats, dyStride: Int, _ x: Floats, xStride: Int, rows: Int
  ) {
    let dw = parameters.gradients(weight)
    let stride = paddedCount(inner)
    let c = scratch.floats()
    parallel.split(columns, work: columns * inner * rows) { outputs in
      multiply(
        rows: outputs, inner: rows, panels: 0..<stride / 16,
        Factor(base: dy, rowStride: 1, innerStride: dyStride),
        Panels(base: x, panelStride: 16, rowStride: xStride),
        into: c, stride: stride, accumulating: false)
    }
    for gate in 0..<gates {
      for unit in 0..<units {
        let from = c.advanced(by: (gate * padded + unit) * stride)
        let to = dw.advanced(by: (gate * units + unit) * inner)
        for k in 0..<inner { to[k] += from[k] }
      }
    }
  }

  /// y's row `row` += the weights of input `k`: the product with a one-hot row.
  @inline(__always)
  func gather(_ k: Int, addingTo y: Floats) {
    precondition(k >= 0 && k < inner, "an id is outside the one-hot vector")
    let panels = forwardPanels.floats()
    for p in 0..<columns / 16 {
      y[lanes: 16 * p] += panels[lanes: (p * inner + k) * 16]
    }
  }

  /// dW += dy^T x where row r of x is one-hot at `ids[r]`: each row of dy is added to a column of dW.
  func scatter(_ dy: Floats, dyStride: Int, ids: UnsafeBufferPointer<Int32>) {
    let dw = parameters.gradients(weight)
    let c = scratch.floats()
    c.clear(count: columns * inner)
    for (row, id) in ids.enumerated() {
      for p in 0..<columns / 16 {
        let place = (p * inner + Int(id)) * 16
        c[lanes: place] += dy[lanes: row * dyStride + 16 * p]
      }
    }
    for gate in 0..<gates {
      for unit in 0..<units {
        let column = gate * padded + unit
        let from = c.advanced(by: (column >> 4) * 16 * inner + (column & 15))
        let to = dw.advanced(by: (gate * units + unit) * inner)
        for k in 0..<inner { to[k] += from[16 * k] }
      }
    }
  }

  /// Spreads a dense bias [gates * units] over a padded row, adding.
  func addBias(_ bias: Parameter, to row: Floats) {
    let bias = parameters.values(bias)
    for gate in 0..<gates {
      for unit in 0..<units { row[gate * padded + unit] += bias[gate * units + unit] }
    }
  }

  /// Adds the column sums of dy [rows, gates * padded] to the gradient of a bias.
  func backwardBias(_ bias: Parameter, _ dy: Floats, dyStride: Int, rows: Int) {
    let db = parameters.gradients(bias)
    let total = scratch.floats()
    total.clear(count: columns)
    for row in 0..<rows { total.add(dy.advanced(by: row * dyStride), count: columns) }
    for gate in 0..<gates {
      for unit in 0..<units { db[gate * units + unit] += total[gate * padded + unit] }
    }
  }
}
