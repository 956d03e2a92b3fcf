/// The right factor of a product, as panels of sixteen columns: element (k, 16 * p + lane) is at
/// `(p * inner + k) * 16 + lane`.
struct Panels {
  let base: Floats
  /// The rows of the factor: the terms of each sum.
  let inner: Int
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
///   - rows: which rows of A, S and C
///   - panels: which panels of B, S and C
///   - start: S, which may be C itself; nil for zero
func multiply(
  _ rows: Range<Int>, _ panels: Range<Int>, _ a: Rows, _ b: Panels, into c: Rows, from start: Rows?
) {
  var row = rows.lowerBound
  while row < rows.upperBound {
    let end = rows.upperBound - row < 2 * rowBlock ? rows.upperBound : row + rowBlock
    var k = 0
    repeat {
      let terms = min(termBlock, b.inner - k)
      TileProduct(
        terms: terms, a: a.base.advanced(by: k), rowStride: a.stride,
        b: b.base.advanced(by: k * 16), panelStride: b.inner * 16, c: c.base, stride: c.stride,
        start: k > 0 ? c : start
      ).run(row..<end, panels)
      k += terms
    } while k < b.inner
    row = end
  }
}

/// The same product with three plain loops: the reference for the tiles.
func multiplyReference(
  _ rows: Range<Int>, _ panels: Range<Int>, _ a: Rows, _ b: Panels, into c: Rows, from start: Rows?
) {
  for i in rows {
    for p in panels {
      for lane in 0..<16 {
        var total = start?[i][16 * p + lane] ?? 0
        for k in 0..<b.inner {
          total.addProduct(a[i][k], b.base[(p * b.inner + k) * 16 + lane])
        }
        c[i][16 * p + lane] = total
      }
    }
  }
}
