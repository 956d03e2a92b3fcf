/// Some terms of a product C = S + A B, tile by tile.
///
/// A tile is six accumulators of sixteen lanes: on a processor with 256-bit registers twelve of its
/// sixteen, and twelve chains cover the latency of its two multiply-add units. It has six rows of one
/// panel; of one or two rows it has more panels.
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
  /// S, where the sums of each row begin, which may be C itself; nil for zero.
  let start: Rows?

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
        runRows(count, i, p)
        i += count
      }
      p += 1
    }
  }

  private func runRows(_ count: Int, _ i: Int, _ p: Int) {
    switch count {
    case 6: Tile<6, 1>.compute(self, i, p)
    case 5: Tile<5, 1>.compute(self, i, p)
    case 4: Tile<4, 1>.compute(self, i, p)
    case 3: Tile<3, 1>.compute(self, i, p)
    case 2: Tile<2, 1>.compute(self, i, p)
    default: Tile<1, 1>.compute(self, i, p)
    }
  }

  /// The tile of `count` rows, at most six, of panel `p`, with A packed in sixes.
  func runPacked(_ count: Int, panel p: Int) {
    switch count {
    case 6: Tile<6, 1>.computePacked(self, p)
    case 5: Tile<5, 1>.computePacked(self, p)
    case 4: Tile<4, 1>.computePacked(self, p)
    case 3: Tile<3, 1>.computePacked(self, p)
    case 2: Tile<2, 1>.computePacked(self, p)
    default: Tile<1, 1>.computePacked(self, p)
    }
  }

  /// One, two or three rows; of one or two over several panels, so that there are enough chains.
  private func runFew(_ rows: Range<Int>, _ panels: Range<Int>) {
    let (i, end) = (rows.lowerBound, panels.upperBound)
    var p = panels.lowerBound
    while rows.count == 1 && p + 6 <= end {
      Tile<1, 6>.compute(self, i, p)
      p += 6
    }
    while rows.count < 3 && p + 2 <= end {
      rows.count == 1 ? Tile<1, 2>.compute(self, i, p) : Tile<2, 2>.compute(self, i, p)
      p += 2
    }
    while p < end {
      runRows(rows.count, i, p)
      p += 1
    }
  }
}

/// A tile of `rows` rows and `panels` panels, at most six by one or one by six: the compiler makes code
/// for each shape in use.
///
///     accumulator number = row * panels + panel
private struct Tile<let rows: Int, let panels: Int> {
  /// The tile of the rows from `i` on and the panels from `p` on.
  @inline(never)
  static func compute(_ product: TileProduct, _ i: Int, _ p: Int) {
    compute(product, i, p, isPacked: false)
  }

  /// The same for the rows from the first on, packed.
  @inline(never)
  static func computePacked(_ product: TileProduct, _ p: Int) {
    compute(product, 0, p, isPacked: true)
  }

  /// Each row and each panel has a pointer of its own and all share one index: a pointer that moved from
  /// row to row would be a chain of additions as long as that of the products. Indices wrap, because
  /// checks would cost a short tile two dozen instructions.
  @inline(__always)
  private static func compute(_ product: TileProduct, _ i: Int, _ p: Int, isPacked: Bool) {
    let count = rows * panels
    let (a, b, c, terms) = (product.a, product.b, product.c, product.terms)
    @inline(__always)
    func rowStart(_ number: Int) -> UnsafeMutablePointer<Float> {
      isPacked
        ? a.base + number / panels : a.base + (i &+ number / panels) &* product.rowStride
    }
    @inline(__always)
    func panelStart(_ number: Int) -> Floats {
      b.advanced(by: (p &+ number % panels) &* product.panelStride)
    }
    @inline(__always)
    func column(_ number: Int) -> Int { 16 &* (p &+ number % panels) }
    @inline(__always)
    func place(_ number: Int) -> Int {
      (i &+ number / panels) &* product.stride &+ column(number)
    }
    @inline(__always)
    func first(_ number: Int) -> Lanes {
      guard let start = product.start, number < count else { return Lanes() }
      return start[i &+ number / panels][lanes: column(number)]
    }
    let (x0, x1, x2) = (rowStart(0), rowStart(1), rowStart(2))
    let (x3, x4, x5) = (rowStart(3), rowStart(4), rowStart(5))
    let (y0, y1, y2) = (panelStart(0), panelStart(1), panelStart(2))
    let (y3, y4, y5) = (panelStart(3), panelStart(4), panelStart(5))
    var (s0, s1, s2) = (first(0), first(1), first(2))
    var (s3, s4, s5) = (first(3), first(4), first(5))
    @inline(__always)
    func addTerm(_ k: Int) {
      let (u, v) = (isPacked ? 6 &* k : k, 16 &* k)
      s0.addProduct(Lanes(repeating: x0[u]), y0[lanes: v])
      if count > 1 { s1.addProduct(Lanes(repeating: x1[u]), y1[lanes: v]) }
      if count > 2 { s2.addProduct(Lanes(repeating: x2[u]), y2[lanes: v]) }
      if count > 3 { s3.addProduct(Lanes(repeating: x3[u]), y3[lanes: v]) }
      if count > 4 { s4.addProduct(Lanes(repeating: x4[u]), y4[lanes: v]) }
      if count > 5 { s5.addProduct(Lanes(repeating: x5[u]), y5[lanes: v]) }
    }
    // Four at a time, for fewer instructions around the products.
    var k = 0
    while k < terms & ~3 {
      addTerm(k)
      addTerm(k &+ 1)
      addTerm(k &+ 2)
      addTerm(k &+ 3)
      k &+= 4
    }
    while k < terms {
      addTerm(k)
      k &+= 1
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
      runRows(rows.upperBound - i, i, p)
      runRows(rows.upperBound - i, i, p + 1)
    }

    @inline(__always)
    private func computePair(_ i: Int, _ p: Int) {
      let (left, right) = (i * stride + 16 * p, i * stride + 16 * p + 16)
      @inline(__always)
      func first(_ row: Int) -> (Lanes, Lanes) {
        guard let start else { return (Lanes(), Lanes()) }
        let from = start[i + row].advanced(by: 16 * p)
        return (from[lanes: 0], from[lanes: 16])
      }
      var (c0, d0) = first(0)
      var (c1, d1) = first(1)
      var (c2, d2) = first(2)
      var (c3, d3) = first(3)
      var (c4, d4) = first(4)
      var (c5, d5) = first(5)
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
