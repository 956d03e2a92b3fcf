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
  private let parameters: Parameters
  private let parallel: Parallel
  private let forwardPanels: Buffer
  /// W packed for the input gradient; nil if no operation needs it.
  private var backwardPanels: Buffer?
  /// The weight gradient as [gates * padded, padded inner]; nil if that is W's own layout.
  private let wideGradient: Buffer?
  /// In the forward pass the biases as a row of y, in the backward pass the sum of the rows of dy.
  private let biasRow: Buffer
  /// The factors of this update's weight gradient.
  private var parts: [TransposedPart] = []

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

  // MARK: The products with x and y

  /// y = start + x W^T for the first `rows` of x, split over threads.
  func forward(
    _ x: Floats, xStride: Int, rows: Int, from start: Rows?, into y: Floats, yStride: Int
  ) {
    let grid = Grid(rows: rows, panels: columns / 16, threads: parallel.threads)
    parallel.split(
      grid.count, work: rows * columns * inner, with: (self, grid, x, xStride, start, y, yStride)
    ) {
      let (projection, grid, x, xStride, start, y, yStride) = $0
      let (rows, panels) = grid.part($1)
      projection.forward(
        x, xStride: xStride, rows: rows, panels, from: start, into: y, yStride: yStride)
    }
  }

  /// dx += dy W for the first `rows` of dy, split over threads.
  func backwardInput(_ dy: Floats, dyStride: Int, rows: Int, into dx: Floats, dxStride: Int) {
    let grid = Grid(rows: rows, panels: paddedCount(inner) / 16, threads: parallel.threads)
    parallel.split(
      grid.count, work: rows * columns * inner, with: (self, grid, dy, dyStride, dx, dxStride)
    ) {
      let (projection, grid, dy, dyStride, dx, dxStride) = $0
      let (rows, panels) = grid.part($1)
      projection.backwardInput(
        dy, dyStride: dyStride, rows: rows, panels, into: dx, dxStride: dxStride)
    }
  }

  /// How a product is split over threads: by its rows, or by its panels where rows are few, since a
  /// panel should serve many rows once it is in the cache.
  private struct Grid {
    let rows: Int
    let panels: Int
    let threads: Int

    private var isByRows: Bool { rows >= 64 * threads }
    /// Rows or panels.
    var count: Int { isByRows ? rows : panels }

    func part(_ range: Range<Int>) -> (rows: Range<Int>, panels: Range<Int>) {
      isByRows ? (range, 0..<panels) : (0..<rows, range)
    }
  }

  /// y = start + x W^T for `rows` of x, on this thread.
  ///
  /// With `prefetches`, a start that was written long ago is brought into the cache some panels
  /// ahead, many rows together; the tiles would wait for it row by row.
  @inline(__always)
  func forward(
    _ x: Floats, xStride: Int, rows: Range<Int>, from start: Rows?, prefetches: Bool = false,
    into y: Floats, yStride: Int
  ) {
    let panels = columns / 16
    // A multiple of the panels of a tile of few rows.
    let width = prefetches ? 12 : panels
    for first in stride(from: 0, to: panels, by: width) {
      let part = first..<min(first + width, panels)
      if prefetches, let start {
        for row in rows { start[row].advanced(by: 16 * first).prefetch(count: 16 * part.count) }
      }
      forward(x, xStride: xStride, rows: rows, part, from: start, into: y, yStride: yStride)
    }
  }

  /// dx += dy W for `rows` of dy, on this thread.
  @inline(__always)
  func backwardInput(
    _ dy: Floats, dyStride: Int, rows: Range<Int>, into dx: Floats, dxStride: Int
  ) {
    let panels = 0..<paddedCount(inner) / 16
    backwardInput(dy, dyStride: dyStride, rows: rows, panels, into: dx, dxStride: dxStride)
  }

  @inline(__always)
  private func forward(
    _ x: Floats, xStride: Int, rows: Range<Int>, _ panels: Range<Int>, from start: Rows?,
    into y: Floats, yStride: Int
  ) {
    multiply(
      rows: rows, inner: inner, panels: panels, Factor(base: x, rowStride: xStride),
      Panels(base: forwardPanels.floats(), panelStride: 16 * inner), into: y, stride: yStride,
      from: start)
  }

  @inline(__always)
  private func backwardInput(
    _ dy: Floats, dyStride: Int, rows: Range<Int>, _ panels: Range<Int>, into dx: Floats,
    dxStride: Int
  ) {
    guard let backwardPanels else {
      preconditionFailure("no operation asked for the input gradient")
    }
    multiply(
      rows: rows, inner: columns, panels: panels, Factor(base: dy, rowStride: dyStride),
      Panels(base: backwardPanels.floats(), panelStride: 16 * columns), into: dx,
      stride: dxStride, from: Rows(base: dx, stride: dxStride))
  }

  // MARK: The gradient of W

  /// dW += dy^T x, summed over all `rows` in order. It is computed by `finishGradient`; this only
  /// records the factors, so that all operations that share a weight become one product.
  func backwardWeight(
    _ dy: Floats, dyStride: Int, _ x: Floats, xStride: Int, rows: Int
  ) {
    parts.append(
      TransposedPart(a: dy, aStride: dyStride, b: x, bStride: xStride, terms: rows))
  }

  /// y's row += the weights of input `k`: the product with a one-hot row.
  @inline(__always)
  func gather(_ k: Int, addingTo y: Floats) {
    precondition(k >= 0 && k < inner, "an id is outside the one-hot vector")
    let panels = forwardPanels.floats()
    for p in 0..<columns / 16 {
      y[lanes: 16 * p] += panels[lanes: (p * inner + k) * 16]
    }
  }

  /// dW += s^T x where row r of x is one-hot at `ids[r]`, all different: each of the `count` rows
  /// of s is added to a column of dW.
  func scatter(_ s: Floats, ids: UnsafeMutableBufferPointer<Int32>, count: Int) {
    let work = 16 * weight.rows * count
    parallel.split(weight.rows, work: work, with: (self, s, ids, count)) { shared, rows in
      let (projection, s, ids, count) = shared
      let (inner, columns) = (projection.inner, projection.columns)
      let dw = projection.parameters.gradients(projection.weight)
      for row in rows {
        let from = s.advanced(by: projection.column(of: row))
        for index in 0..<count { dw[row * inner + Int(ids[index])] += from[index * columns] }
      }
    }
  }

  /// The scratch memory that `finishGradient` needs, in numbers.
  var gradientScratchCount: Int { parallel.threads * PackedFactors.count(columns: inner) }

  /// Adds the products that the operations recorded to the gradient of W. `scratch` has at least
  /// `gradientScratchCount` numbers, of any value.
  func finishGradient(scratch: Floats) {
    guard !parts.isEmpty else { return }
    let terms = parts.reduce(0) { $0 + $1.terms }
    parallel.split(parallel.threads, work: columns * inner * terms, with: (self, scratch, terms)) {
      let (projection, scratch, terms) = $0
      for share in $1 { projection.multiplyParts(share, terms: terms, scratch) }
    }
    parts.removeAll(keepingCapacity: true)
    guard let wideGradient else { return }
    let (dw, width) = (parameters.gradients(weight), paddedCount(inner))
    for row in 0..<weight.rows {
      dw.advanced(by: row * inner).add(
        wideGradient.floats(at: column(of: row) * width), count: inner)
    }
  }

  /// A thread's share of the products, in its own part of the scratch memory.
  private func multiplyParts(_ share: Int, terms: Int, _ scratch: Floats) {
    let width = paddedCount(inner)
    let rows = (wideGradient == nil ? weight.rows : columns).part(
      share..<share + 1, of: parallel.threads)
    let size = PackedFactors.count(columns: inner)
    multiplyTransposed(
      rows: rows, parts, columns: width,
      into: wideGradient?.floats() ?? parameters.gradients(weight), stride: width,
      accumulating: wideGradient == nil,
      packed: PackedFactors(
        in: scratch.advanced(by: share * size), rows: rows.count, terms: terms))
  }

  /// The column in y of a row of W.
  @inline(__always)
  private func column(of row: Int) -> Int { row / units * padded + row % units }

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

  /// Adds the column sums of dy [rows, gates * padded] to the gradients of biases.
  func backwardBias(_ biases: ArraySlice<Parameter>, _ dy: Floats, dyStride: Int, rows: Int) {
    guard !biases.isEmpty else { return }
    let total = biasRow.floats()
    let work = 4 * rows * columns
    parallel.split(columns, unit: 16, work: work, with: (total, dy, dyStride, rows)) {
      let (total, dy, dyStride, rows) = $0
      let sums = total.advanced(by: $1.lowerBound)
      sums.clear(count: $1.count)
      for row in 0..<rows {
        sums.add(dy.advanced(by: row * dyStride + $1.lowerBound), count: $1.count)
      }
    }
    for bias in biases {
      let db = parameters.gradients(bias)
      for gate in 0..<gates {
        db.advanced(by: gate * units).add(total.advanced(by: gate * padded), count: units)
      }
    }
  }
}
