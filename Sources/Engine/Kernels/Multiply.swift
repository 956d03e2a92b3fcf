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

/// Rows of a matrix: row `i` is at `i * stride`. A stride of zero makes all rows the same.
struct Rows {
  let base: Floats
  let stride: Int

  @inline(__always)
  subscript(_ i: Int) -> Floats { base.advanced(by: i &* stride) }
}

/// How many terms of a sum are taken at a time: that many rows of a panel, 32 KiB, stay in the
/// first cache while a block of rows of A goes over them.
private let termBlock = 512

/// How many rows of A go over all panels before the next do: with 512 terms they are 96 KiB, which
/// stay in the second cache. Fewer than two such blocks are taken as one.
private let rowBlock = 48

/// C = S + A B, with C's row `i` at `i * stride`, whole panels of it.
///
///                 16 columns
///                +----------+
///          inner | panel p  |
///                +----------+
///     A rows x inner    C rows x 16
///
/// Each element is one chain of fused multiply-adds in the order of k that starts from its element
/// of S. Blocks, tiles and threads change nothing in that chain, so they change no digit.
///
/// - Parameters:
///   - rows: the rows of A, S and C.
///   - inner: the columns of A and rows of B.
///   - panels: which panels of B, S and C.
///   - start: S, which may be C itself; nil for zero.
func multiply(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, from start: Rows?
) {
  var row = rows.lowerBound
  while row < rows.upperBound {
    let end = rows.upperBound - row < 2 * rowBlock ? rows.upperBound : row + rowBlock
    var k = 0
    repeat {
      let terms = min(termBlock, inner - k)
      TileProduct(
        terms: terms, a: a.base.advanced(by: k), rowStride: a.rowStride,
        b: b.base.advanced(by: k * 16), panelStride: b.panelStride, c: c, stride: stride,
        start: k > 0 ? Rows(base: c, stride: stride) : start
      ).run(row..<end, panels)
      k += terms
    } while k < inner
    row = end
  }
}

/// The same product with three plain loops: the reference for the tiles.
func multiplyReference(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, from start: Rows?
) {
  for i in rows {
    for p in panels {
      for lane in 0..<16 {
        var total = start?[i][16 * p + lane] ?? 0
        for k in 0..<inner {
          total.addProduct(
            a.base[i * a.rowStride + k], b.base[p * b.panelStride + k * 16 + lane])
        }
        c[i * stride + 16 * p + lane] = total
      }
    }
  }
}
