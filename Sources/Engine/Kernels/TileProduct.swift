/// Some terms of a product C = S + A B, tile by tile.
///
/// A tile keeps all its sums in registers. Six rows of one panel are twelve of the sixteen
/// registers of 256 bits; eight rows of two panels are sixteen of the thirty-two of 512 bits.
/// Either is enough independent chains to cover the latency of two multiply-add units. Where rows
/// are few, a tile takes more panels.
struct TileProduct {
  let terms: Int
  /// Element (row, k) is at `row * rowStride + k`; or, packed, at `k * mostRows + row`.
  let a: Floats
  let rowStride: Int
  /// Element (k, 16 * p + lane) is at `p * panelStride + k * 16 + lane`; with A packed, the panels
  /// of a tile are interleaved: panel q is at `p * panelStride + (k * panels + q) * 16 + lane`.
  let b: Floats
  let panelStride: Int
  /// Row `i` is at `i * stride`.
  let c: Floats
  let stride: Int
  /// S, from which the sums of each row start, which may be C itself; nil for zero.
  let start: Rows?

  /// The most rows of a tile, and the most rows times panels where there are several panels, whose
  /// numbers need registers too.
  #if WIDE_REGISTERS
    static let mostRows = 8
    private static let mostSums = 16
  #else
    static let mostRows = 6
    private static let mostSums = 4
  #endif

  /// All tiles of these rows and panels. Rows are spread evenly: 20 are 7 + 7 + 6, or 5 + 5 + 5 +
  /// 5.
  func run(_ rows: Range<Int>, _ panels: Range<Int>) {
    let tiles = rows.count <= Self.mostRows ? 1 : (rows.count + Self.mostRows - 1) / Self.mostRows
    var rest = panels
    run(StripPair<StripPair<StripPair<Lanes>>>.self, rows, tiles, &rest)
    run(StripPair<StripPair<Lanes>>.self, rows, tiles, &rest)
    run(StripPair<Lanes>.self, rows, tiles, &rest)
    run(Lanes.self, rows, tiles, &rest)
  }

  /// Tiles as wide as `strip` for as many panels as possible, which are taken off `panels`; none if
  /// a tile of so many rows does not fit the registers.
  @inline(__always)
  private func run<S: Strip>(
    _ strip: S.Type, _ rows: Range<Int>, _ tiles: Int, _ panels: inout Range<Int>
  ) {
    guard panels.count >= S.panels else { return }
    let (size, larger) = tiles == 1 ? (rows.count, 0) : (rows.count / tiles, rows.count % tiles)
    guard Self.fits(strip, size + min(larger, 1)) else { return }
    var p = panels.lowerBound
    repeat {
      var i = rows.lowerBound
      for tile in 0..<tiles {
        let count = tile < larger ? size &+ 1 : size
        compute(strip, count, i, p, isPacked: false)
        i &+= count
      }
      p &+= S.panels
    } while p &+ S.panels <= panels.upperBound
    panels = p..<panels.upperBound
  }

  /// How many panels a tile takes with A packed, if there are that many.
  @inline(__always)
  static var packedPanels: Int { fits(StripPair<Lanes>.self, mostRows) ? 2 : 1 }

  /// The tile of `rows` rows, at most `mostRows`, from panel `p` on, with A packed: `packedPanels`
  /// panels or one.
  @inline(__always)
  func runPacked(_ rows: Int, _ p: Int, panels: Int) {
    if panels > 1 {
      compute(StripPair<Lanes>.self, rows, 0, p, isPacked: true)
    } else {
      compute(Lanes.self, rows, 0, p, isPacked: true)
    }
  }

  @inline(__always)
  private static func fits<S: Strip>(_ strip: S.Type, _ rows: Int) -> Bool {
    rows <= mostRows && (S.panels == 1 || rows * S.panels <= mostSums)
  }

  /// The tile of the rows from `i` on and the panels from `p` on. No code is made for shapes that
  /// do not fit.
  @inline(__always)
  private func compute<S: Strip>(
    _ strip: S.Type, _ rows: Int, _ i: Int, _ p: Int, isPacked: Bool
  ) {
    switch rows {
    case 8 where Self.fits(strip, 8): Tile<S, 8>.run(self, i, p, isPacked)
    case 7 where Self.fits(strip, 7): Tile<S, 7>.run(self, i, p, isPacked)
    case 6 where Self.fits(strip, 6): Tile<S, 6>.run(self, i, p, isPacked)
    case 5 where Self.fits(strip, 5): Tile<S, 5>.run(self, i, p, isPacked)
    case 4 where Self.fits(strip, 4): Tile<S, 4>.run(self, i, p, isPacked)
    case 3 where Self.fits(strip, 3): Tile<S, 3>.run(self, i, p, isPacked)
    case 2 where Self.fits(strip, 2): Tile<S, 2>.run(self, i, p, isPacked)
    case 1 where Self.fits(strip, 1): Tile<S, 1>.run(self, i, p, isPacked)
    default: preconditionFailure("no tile has \(rows) rows of \(S.panels) panels")
    }
  }
}

/// A tile of `rows` rows, at most eight, of the panels of a strip: the compiler makes code for each
/// shape in use.
private struct Tile<S: Strip, let rows: Int> {
  @inline(__always)
  static func run(_ product: TileProduct, _ i: Int, _ p: Int, _ isPacked: Bool) {
    isPacked ? computePacked(product, i, p) : computeRows(product, i, p)
  }

  @inline(never)
  private static func computeRows(_ product: TileProduct, _ i: Int, _ p: Int) {
    compute(product, i, p, isPacked: false)
  }

  @inline(never)
  private static func computePacked(_ product: TileProduct, _ i: Int, _ p: Int) {
    compute(product, i, p, isPacked: true)
  }

  /// Each row and each panel has a pointer of its own, and all share one index: a pointer that
  /// moved from row to row would be a chain of additions as long as that of the products. Index
  /// arithmetic wraps, because checks would cost a short tile two dozen instructions.
  @inline(__always)
  private static func compute(_ product: TileProduct, _ i: Int, _ p: Int, isPacked: Bool) {
    let (a, c, terms) = (product.a, product.c, product.terms)
    @inline(__always)
    func rowStart(_ row: Int) -> Floats {
      a.advanced(by: isPacked ? i &+ row : (i &+ row) &* product.rowStride)
    }
    @inline(__always)
    func first(_ row: Int) -> S {
      guard let start = product.start, row < rows else { return S() }
      return S(at: S.positions(start[i &+ row].advanced(by: 16 &* p), 16), 0)
    }
    @inline(__always)
    func store(_ sum: S, _ row: Int) {
      guard row < rows else { return }
      sum.store(at: S.positions(c.advanced(by: (i &+ row) &* product.stride &+ 16 &* p), 16))
    }
    let y = S.positions(
      product.b.advanced(by: p &* product.panelStride), isPacked ? 16 : product.panelStride)
    let (x0, x1, x2, x3) = (rowStart(0), rowStart(1), rowStart(2), rowStart(3))
    let (x4, x5, x6, x7) = (rowStart(4), rowStart(5), rowStart(6), rowStart(7))
    var (s0, s1, s2, s3) = (first(0), first(1), first(2), first(3))
    var (s4, s5, s6, s7) = (first(4), first(5), first(6), first(7))
    @inline(__always)
    func addTerm(_ k: Int) {
      let u = isPacked ? TileProduct.mostRows &* k : k
      let v = S(at: y, (isPacked ? 16 &* S.panels : 16) &* k)
      s0.addProduct(Lanes(repeating: x0[u]), v)
      if rows > 1 { s1.addProduct(Lanes(repeating: x1[u]), v) }
      if rows > 2 { s2.addProduct(Lanes(repeating: x2[u]), v) }
      if rows > 3 { s3.addProduct(Lanes(repeating: x3[u]), v) }
      if rows > 4 { s4.addProduct(Lanes(repeating: x4[u]), v) }
      if rows > 5 { s5.addProduct(Lanes(repeating: x5[u]), v) }
      if rows > 6 { s6.addProduct(Lanes(repeating: x6[u]), v) }
      if rows > 7 { s7.addProduct(Lanes(repeating: x7[u]), v) }
    }
    // In a small tile four at a time, for fewer instructions around the products. With more sums
    // the compiler would run out of registers.
    var k = 0
    while rows * S.panels <= 6 && k < terms & ~3 {
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
    store(s0, 0)
    store(s1, 1)
    store(s2, 2)
    store(s3, 3)
    store(s4, 4)
    store(s5, 5)
    store(s6, 6)
    store(s7, 7)
  }
}
