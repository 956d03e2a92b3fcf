/// The left factor of a product: element (row, k) is at `row * rowStride + k`.
struct Factor {
  let base: Floats
  let rowStride: Int
}

/// The right factor, as panels of sixteen columns: element (k, 16 * p + lane) is at
/// `p * panelStride + k * 16 + lane`.
struct Panels {
  let base: Floats
  let panelStride: Int
}

/// How many terms of a sum are taken at a time: so many rows of a panel, 16 KiB, stay in the first
/// cache while a block of rows of A goes over them.
let innerBlock = 256

/// How many rows of A go over all panels before the next do: with 256 terms they are 96 KiB, which stay
/// in the second cache.
let rowBlock = 96

/// C = A B or C += A B, with C's row `i` at `i * stride`, whole panels of it.
///
///                 16 columns
///                +----------+
///          inner | panel p  |
///                +----------+
///     A rows x inner    C rows x 16
///
/// Each element is one chain of fused multiply-adds in the order of k, begun at zero or, when
/// accumulating, at C. Blocks, tiles and threads change nothing in that chain, so they change no digit.
///
/// - Parameters:
///   - rows: the rows of A and C.
///   - inner: the columns of A and rows of B.
///   - panels: which panels of B and C.
func multiply(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, accumulating: Bool
) {
  var k = 0
  repeat {
    let terms = min(innerBlock, inner - k)
    let block = TileProduct(
      terms: terms, a: a.base.advanced(by: k), rowStride: a.rowStride,
      b: b.base.advanced(by: k * 16), panelStride: b.panelStride, c: c, stride: stride,
      accumulating: accumulating || k > 0)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let end = rows.upperBound - row < 2 * rowBlock ? rows.upperBound : row + rowBlock
      block.run(row..<end, panels)
      row = end
    }
    k += terms
  } while k < inner
}

/// The same product with three plain loops: what the tiles are checked against.
func multiplyReference(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, accumulating: Bool
) {
  for i in rows {
    for p in panels {
      for lane in 0..<16 {
        let place = i * stride + 16 * p + lane
        var total = accumulating ? c[place] : 0
        for k in 0..<inner {
          total.addProduct(
            a.base[i * a.rowStride + k], b.base[p * b.panelStride + k * 16 + lane])
        }
        c[place] = total
      }
    }
  }
}
