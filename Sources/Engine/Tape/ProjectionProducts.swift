/// The products of a projection's weight with x and with dy.
extension Projection {
  /// y = start + x W^T for the first `rows` of x, split over threads.
  func forward(_ x: Rows, rows: Int, from start: Rows?, into y: Rows) {
    let grid = Grid(rows: rows, panels: columns / 16, threads: parallel.threads)
    parallel.split(
      grid.count, work: rows * columns * inner, with: (self, grid, x, start, y)
    ) {
      let (projection, grid, x, start, y) = $0
      let (rows, panels) = grid.part($1)
      multiply(rows, panels, x, projection.transposed, into: y, from: start)
    }
  }

  /// dx += dy W for the first `rows` of dy, split over threads.
  func backwardInput(_ dy: Rows, rows: Int, into dx: Rows) {
    let grid = Grid(rows: rows, panels: paddedCount(inner) / 16, threads: parallel.threads)
    parallel.split(grid.count, work: rows * columns * inner, with: (self, grid, dy, dx)) {
      let (projection, grid, dy, dx) = $0
      let (rows, panels) = grid.part($1)
      multiply(rows, panels, dy, projection.original, into: dx, from: dx)
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
    _ x: Rows, rows: Range<Int>, from start: Rows?, prefetches: Bool = false, into y: Rows
  ) {
    let panels = columns / 16
    // A multiple of the panels of a tile of few rows.
    let width = prefetches ? 12 : panels
    for first in stride(from: 0, to: panels, by: width) {
      let part = first..<min(first + width, panels)
      if prefetches, let start {
        for row in rows { start[row].advanced(by: 16 * first).prefetch(count: 16 * part.count) }
      }
      multiply(rows, part, x, transposed, into: y, from: start)
    }
  }

  /// dx += dy W for `rows` of dy, on this thread.
  @inline(__always)
  func backwardInput(_ dy: Rows, rows: Range<Int>, into dx: Rows) {
    multiply(rows, 0..<paddedCount(inner) / 16, dy, original, into: dx, from: dx)
  }

  /// W^T, the right factor of the forward product.
  @inline(__always)
  private var transposed: Panels { Panels(base: forwardPanels.floats(), inner: inner) }

  /// W, the right factor of the input gradient.
  @inline(__always)
  private var original: Panels {
    guard let backwardPanels else {
      preconditionFailure("no operation asked for the input gradient")
    }
    return Panels(base: backwardPanels.floats(), inner: columns)
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
}
