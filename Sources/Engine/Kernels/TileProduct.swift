/// Some terms of a product C += A B, tile by tile.
///
/// A tile is six accumulators of sixteen lanes: on a processor with 256-bit registers twelve of its
/// sixteen, and twelve chains cover the latency of its two multiply-add units. It has six rows of one
/// panel; where there are fewer rows, it has more panels.
struct TileProduct {
  let terms: Int
  /// Element (row, k) is at `row * rowStride + k`; or, packed in sixes, at `k * 6 + row`.
  let a: Floats
  let rowStride: Int
  /// Element (k, 16 * p + lane) is at `p * panelStride + k * 16 + lane`.
  let b: Floats
  let panelStride: Int
  /// Row `i` is at `i * stride`.
  let c: Floats
  let stride: Int
  /// Whether the sums begin at C, or at zero.
  let accumulating: Bool

  /// All tiles of these rows and panels. Rows are shared out evenly: 32 are 6 + 6 + 5 + 5 + 5 + 5.
  func run(_ rows: Range<Int>, _ panels: Range<Int>) {
    guard rows.count > 3 else { return runFew(rows, panels) }
    let tiles = (rows.count + 5) / 6
    let (size, larger) = (rows.count / tiles, rows.count % tiles)
    var p = panels.lowerBound
    #if WIDE_REGISTERS
      while p + 1 < panels.upperBound {
        runPairs(rows, p)
        p += 2
      }
    #endif
    while p < panels.upperBound {
      var i = rows.lowerBound
      for tile in 0..<tiles {
        let count = tile < larger ? size + 1 : size
        runRows(count, i, p, isPacked: false)
        i += count
      }
      p += 1
    }
  }

  /// The tile of `count` rows, at most six, of panel `p`, with A packed in sixes.
  func runPacked(_ count: Int, panel p: Int) { runRows(count, 0, p, isPacked: true) }

  @inline(__always)
  private func runRows(_ count: Int, _ i: Int, _ p: Int, isPacked: Bool) {
    switch count {
    case 6: compute(i, p, rows: 6, panels: 1, isPacked: isPacked)
    case 5: compute(i, p, rows: 5, panels: 1, isPacked: isPacked)
    case 4: compute(i, p, rows: 4, panels: 1, isPacked: isPacked)
    case 3: compute(i, p, rows: 3, panels: 1, isPacked: isPacked)
    case 2: compute(i, p, rows: 2, panels: 1, isPacked: isPacked)
    default: compute(i, p, rows: 1, panels: 1, isPacked: isPacked)
    }
  }

  /// One, two or three rows over as many panels as fill a tile.
  private func runFew(_ rows: Range<Int>, _ panels: Range<Int>) {
    let (i, end) = (rows.lowerBound, panels.upperBound)
    var p = panels.lowerBound
    switch rows.count {
    case 3:
      while p + 2 <= end {
        compute(i, p, rows: 3, panels: 2, isPacked: false)
        p += 2
      }
      if p < end { compute(i, p, rows: 3, panels: 1, isPacked: false) }
    case 2:
      while p + 3 <= end {
        compute(i, p, rows: 2, panels: 3, isPacked: false)
        p += 3
      }
      while p < end {
        compute(i, p, rows: 2, panels: 1, isPacked: false)
        p += 1
      }
    case 1:
      while p + 6 <= end {
        compute(i, p, rows: 1, panels: 6, isPacked: false)
        p += 6
      }
      while p + 2 <= end {
        compute(i, p, rows: 1, panels: 2, isPacked: false)
        p += 2
      }
      if p < end { compute(i, p, rows: 1, panels: 1, isPacked: false) }
    default: break
    }
  }

  /// The tile of `rows` rows from `i` on and `panels` panels from `p` on. The counts and the flag are
  /// literals wherever this is called, so that after inlining only what is in use is left.
  ///
  ///     accumulator number = row * panels + panel
  ///
  /// Each row and each panel has a pointer of its own and all share one index: a pointer that moved from
  /// row to row would be a chain of additions as long as that of the products.
  @inline(__always)
  private func compute(_ i: Int, _ p: Int, rows: Int, panels: Int, isPacked: Bool) {
    let count = rows * panels
    @inline(__always)
    func rowStart(_ number: Int) -> UnsafeMutablePointer<Float> {
      isPacked ? a.base + number / panels : a.base + (i + number / panels) * rowStride
    }
    @inline(__always)
    func panelStart(_ number: Int) -> Floats {
      b.advanced(by: (p + number % panels) * panelStride)
    }
    @inline(__always)
    func place(_ number: Int) -> Int {
      (i + number / panels) * stride + 16 * (p + number % panels)
    }
    @inline(__always)
    func start(_ number: Int) -> Lanes {
      accumulating && number < count ? c[lanes: place(number)] : Lanes()
    }
    let (x0, x1, x2) = (rowStart(0), rowStart(1), rowStart(2))
    let (x3, x4, x5) = (rowStart(3), rowStart(4), rowStart(5))
    let (y0, y1, y2) = (panelStart(0), panelStart(1), panelStart(2))
    let (y3, y4, y5) = (panelStart(3), panelStart(4), panelStart(5))
    var (s0, s1, s2) = (start(0), start(1), start(2))
    var (s3, s4, s5) = (start(3), start(4), start(5))
    for k in 0..<terms {
      let (u, v) = (isPacked ? 6 &* k : k, 16 &* k)
      s0.addProduct(Lanes(repeating: x0[u]), y0[lanes: v])
      if count > 1 { s1.addProduct(Lanes(repeating: x1[u]), y1[lanes: v]) }
      if count > 2 { s2.addProduct(Lanes(repeating: x2[u]), y2[lanes: v]) }
      if count > 3 { s3.addProduct(Lanes(repeating: x3[u]), y3[lanes: v]) }
      if count > 4 { s4.addProduct(Lanes(repeating: x4[u]), y4[lanes: v]) }
      if count > 5 { s5.addProduct(Lanes(repeating: x5[u]), y5[lanes: v]) }
    }
    c[lanes: place(0)] = s0
    if count > 1 { c[lanes: place(1)] = s1 }
    if count > 2 { c[lanes: place(2)] = s2 }
    if count > 3 { c[lanes: place(3)] = s3 }
    if count > 4 { c[lanes: place(4)] = s4 }
    if count > 5 { c[lanes: place(5)] = s5 }
  }
}

#if WIDE_REGISTERS
  extension TileProduct {
    /// Tiles of six rows by two panels: twelve accumulators of 512 bits, of thirty-two.
    private func runPairs(_ rows: Range<Int>, _ p: Int) {
      var i = rows.lowerBound
      while i + 6 <= rows.upperBound {
        computePair(i, p)
        i += 6
      }
      guard i < rows.upperBound else { return }
      runRows(rows.upperBound - i, i, p, isPacked: false)
      runRows(rows.upperBound - i, i, p + 1, isPacked: false)
    }

    @inline(__always)
    private func computePair(_ i: Int, _ p: Int) {
      let (left, right) = (i * stride + 16 * p, i * stride + 16 * p + 16)
      @inline(__always)
      func start(_ place: Int) -> Lanes { accumulating ? c[lanes: place] : Lanes() }
      var (c0, d0) = (start(left), start(right))
      var (c1, d1) = (start(left + stride), start(right + stride))
      var (c2, d2) = (start(left + 2 * stride), start(right + 2 * stride))
      var (c3, d3) = (start(left + 3 * stride), start(right + 3 * stride))
      var (c4, d4) = (start(left + 4 * stride), start(right + 4 * stride))
      var (c5, d5) = (start(left + 5 * stride), start(right + 5 * stride))
      let x0 = a.base + i * rowStride
      let (x1, x2) = (x0 + rowStride, x0 + 2 * rowStride)
      let (x3, x4, x5) = (x0 + 3 * rowStride, x0 + 4 * rowStride, x0 + 5 * rowStride)
      let y = b.advanced(by: p * panelStride)
      let z = y.advanced(by: panelStride)
      for k in 0..<terms {
        let (u, v) = (y[lanes: 16 &* k], z[lanes: 16 &* k])
        c0.addProduct(Lanes(repeating: x0[k]), u)
        d0.addProduct(Lanes(repeating: x0[k]), v)
        c1.addProduct(Lanes(repeating: x1[k]), u)
        d1.addProduct(Lanes(repeating: x1[k]), v)
        c2.addProduct(Lanes(repeating: x2[k]), u)
        d2.addProduct(Lanes(repeating: x2[k]), v)
        c3.addProduct(Lanes(repeating: x3[k]), u)
        d3.addProduct(Lanes(repeating: x3[k]), v)
        c4.addProduct(Lanes(repeating: x4[k]), u)
        d4.addProduct(Lanes(repeating: x4[k]), v)
        c5.addProduct(Lanes(repeating: x5[k]), u)
        d5.addProduct(Lanes(repeating: x5[k]), v)
      }
      (c[lanes: left], c[lanes: right]) = (c0, d0)
      (c[lanes: left + stride], c[lanes: right + stride]) = (c1, d1)
      (c[lanes: left + 2 * stride], c[lanes: right + 2 * stride]) = (c2, d2)
      (c[lanes: left + 3 * stride], c[lanes: right + 3 * stride]) = (c3, d3)
      (c[lanes: left + 4 * stride], c[lanes: right + 4 * stride]) = (c4, d4)
      (c[lanes: left + 5 * stride], c[lanes: right + 5 * stride]) = (c5, d5)
    }
  }
#endif
