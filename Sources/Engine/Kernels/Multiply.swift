/// The left factor of a product: element (row, k) is at `row * rowStride + k * innerStride`, so a
/// transposed matrix is read in place.
struct Factor {
  let base: Floats
  let rowStride: Int
  let innerStride: Int
}

/// The right factor, as panels of sixteen columns: element (k, 16 * p + lane) is at
/// `p * panelStride + k * rowStride + lane`. A matrix with padded rows is such a thing as it is.
struct Panels {
  let base: Floats
  let panelStride: Int
  let rowStride: Int
}

/// C (+)= A B, with C's row `i` at `i * stride`, whole panels of it.
///
///                 16 columns
///                +----------+
///          inner | panel p  |
///                +----------+
///     A rows x inner    C rows x 16
///
/// Each element is one chain of fused multiply-adds in the order of k, begun at zero and, when
/// accumulating, added to C at the end; the shape of the register tile changes nothing. With
/// 512-bit registers a tile is six rows by two panels, otherwise six by one: the accumulators then
/// fill, and do not overflow, the register file.
///
/// - Parameters:
///   - rows: the rows of A and C.
///   - inner: the columns of A and rows of B.
///   - panels: which panels of B and C.
func multiply(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, accumulating: Bool
) {
  var p = panels.lowerBound
  #if WIDE_REGISTERS
    while p + 1 < panels.upperBound {
      multiplyPair(rows, inner, p, a, b, c, stride, accumulating)
      p += 2
    }
  #endif
  while p < panels.upperBound {
    var i = rows.lowerBound
    while i + 6 <= rows.upperBound {
      tile6(i, inner, p, a, b, c, stride, accumulating)
      i += 6
    }
    while i + 2 <= rows.upperBound {
      tile2(i, inner, p, a, b, c, stride, accumulating)
      i += 2
    }
    if i < rows.upperBound { tile1(i, inner, p, a, b, c, stride, accumulating) }
    p += 1
  }
}

/// The same product with three plain loops: what the tiles are checked against.
func multiplyReference(
  rows: Range<Int>, inner: Int, panels: Range<Int>, _ a: Factor, _ b: Panels, into c: Floats,
  stride: Int, accumulating: Bool
) {
  for i in rows {
    for p in panels {
      for lane in 0..<16 {
        var total: Float = 0
        for k in 0..<inner {
          total.addProduct(
            a.base[i * a.rowStride + k * a.innerStride],
            b.base[p * b.panelStride + k * b.rowStride + lane])
        }
        let place = i * stride + 16 * p + lane
        c[place] = accumulating ? c[place] + total : total
      }
    }
  }
}

@inline(__always)
private func put(_ value: Lanes, _ c: Floats, _ place: Int, _ accumulating: Bool) {
  c[lanes: place] = accumulating ? c[lanes: place] + value : value
}

@inline(__always)
private func tile6(
  _ i: Int, _ inner: Int, _ p: Int, _ a: Factor, _ b: Panels, _ c: Floats, _ stride: Int,
  _ accumulating: Bool
) {
  var (c0, c1, c2) = (Lanes(), Lanes(), Lanes())
  var (c3, c4, c5) = (Lanes(), Lanes(), Lanes())
  let s = a.rowStride
  var x = a.base.base + i * s
  var y = b.base.advanced(by: p * b.panelStride)
  for _ in 0..<inner {
    let row = y[lanes: 0]
    c0.addProduct(Lanes(repeating: x[0]), row)
    c1.addProduct(Lanes(repeating: x[s]), row)
    c2.addProduct(Lanes(repeating: x[2 * s]), row)
    c3.addProduct(Lanes(repeating: x[3 * s]), row)
    c4.addProduct(Lanes(repeating: x[4 * s]), row)
    c5.addProduct(Lanes(repeating: x[5 * s]), row)
    x += a.innerStride
    y = y.advanced(by: b.rowStride)
  }
  let place = i * stride + 16 * p
  put(c0, c, place, accumulating)
  put(c1, c, place + stride, accumulating)
  put(c2, c, place + 2 * stride, accumulating)
  put(c3, c, place + 3 * stride, accumulating)
  put(c4, c, place + 4 * stride, accumulating)
  put(c5, c, place + 5 * stride, accumulating)
}

@inline(__always)
private func tile2(
  _ i: Int, _ inner: Int, _ p: Int, _ a: Factor, _ b: Panels, _ c: Floats, _ stride: Int,
  _ accumulating: Bool
) {
  var (c0, c1) = (Lanes(), Lanes())
  let s = a.rowStride
  var x = a.base.base + i * s
  var y = b.base.advanced(by: p * b.panelStride)
  for _ in 0..<inner {
    let row = y[lanes: 0]
    c0.addProduct(Lanes(repeating: x[0]), row)
    c1.addProduct(Lanes(repeating: x[s]), row)
    x += a.innerStride
    y = y.advanced(by: b.rowStride)
  }
  let place = i * stride + 16 * p
  put(c0, c, place, accumulating)
  put(c1, c, place + stride, accumulating)
}

@inline(__always)
private func tile1(
  _ i: Int, _ inner: Int, _ p: Int, _ a: Factor, _ b: Panels, _ c: Floats, _ stride: Int,
  _ accumulating: Bool
) {
  var c0 = Lanes()
  var x = a.base.base + i * a.rowStride
  var y = b.base.advanced(by: p * b.panelStride)
  for _ in 0..<inner {
    c0.addProduct(Lanes(repeating: x[0]), y[lanes: 0])
    x += a.innerStride
    y = y.advanced(by: b.rowStride)
  }
  put(c0, c, i * stride + 16 * p, accumulating)
}

#if WIDE_REGISTERS
  /// Two panels at once: six rows by two panels of 512-bit accumulators.
  @inline(__always)
  private func multiplyPair(
    _ rows: Range<Int>, _ inner: Int, _ p: Int, _ a: Factor, _ b: Panels, _ c: Floats,
    _ stride: Int, _ accumulating: Bool
  ) {
    var i = rows.lowerBound
    while i + 6 <= rows.upperBound {
      tile6x2(i, inner, p, a, b, c, stride, accumulating)
      i += 6
    }
    while i < rows.upperBound {
      tile1(i, inner, p, a, b, c, stride, accumulating)
      tile1(i, inner, p + 1, a, b, c, stride, accumulating)
      i += 1
    }
  }

  @inline(__always)
  private func tile6x2(
    _ i: Int, _ inner: Int, _ p: Int, _ a: Factor, _ b: Panels, _ c: Floats, _ stride: Int,
    _ accumulating: Bool
  ) {
    var (c0, c1, c2, c3, c4, c5) = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
    var (d0, d1, d2, d3, d4, d5) = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
    let s = a.rowStride
    var x = a.base.base + i * s
    var y = b.base.advanced(by: p * b.panelStride)
    for _ in 0..<inner {
      let (u, v) = (y[lanes: 0], y[lanes: b.panelStride])
      let (x0, x1) = (Lanes(repeating: x[0]), Lanes(repeating: x[s]))
      c0.addProduct(x0, u)
      d0.addProduct(x0, v)
      c1.addProduct(x1, u)
      d1.addProduct(x1, v)
      let (x2, x3) = (Lanes(repeating: x[2 * s]), Lanes(repeating: x[3 * s]))
      c2.addProduct(x2, u)
      d2.addProduct(x2, v)
      c3.addProduct(x3, u)
      d3.addProduct(x3, v)
      let (x4, x5) = (Lanes(repeating: x[4 * s]), Lanes(repeating: x[5 * s]))
      c4.addProduct(x4, u)
      d4.addProduct(x4, v)
      c5.addProduct(x5, u)
      d5.addProduct(x5, v)
      x += a.innerStride
      y = y.advanced(by: b.rowStride)
    }
    let place = i * stride + 16 * p
    putPair(c0, d0, c, place, accumulating)
    putPair(c1, d1, c, place + stride, accumulating)
    putPair(c2, d2, c, place + 2 * stride, accumulating)
    putPair(c3, d3, c, place + 3 * stride, accumulating)
    putPair(c4, d4, c, place + 4 * stride, accumulating)
    putPair(c5, d5, c, place + 5 * stride, accumulating)
  }

  @inline(__always)
  private func putPair(_ u: Lanes, _ v: Lanes, _ c: Floats, _ place: Int, _ accumulating: Bool) {
    put(u, c, place, accumulating)
    put(v, c, place + 16, accumulating)
  }
#endif
