/// How many terms of the sums are packed at a time, and for how many rows: with 256 terms, those of
/// one panel or two stay in the first cache, and those of 96 rows and of 32 panels in the second.
private let termBlock = 256
private let rowBlock = 96

/// Scratch memory in which `multiplyTransposed` packs its factors for one thread.
struct PackedFactors {
  let a: Floats
  let b: Floats
  /// Numbers from one tile of A to the next: few for few terms, so that a small product touches few
  /// pages of memory.
  let tileStride: Int

  /// With spare numbers for the last term.
  private static func tileStride(terms: Int) -> Int {
    TileProduct.mostRows * min(terms, termBlock) + 16
  }

  private static func countOfA(rows: Int, tileStride: Int) -> Int {
    (min(rows, rowBlock) + TileProduct.mostRows - 1) / TileProduct.mostRows * tileStride
  }

  /// The scratch memory that a product with so many columns needs, in numbers.
  static func count(columns: Int) -> Int {
    countOfA(rows: rowBlock, tileStride: tileStride(terms: termBlock)) + paddedCount(columns)
      * termBlock
  }

  /// Scratch memory for so many rows of sums of so many terms.
  init(in scratch: Floats, rows: Int, terms: Int) {
    tileStride = Self.tileStride(terms: terms)
    a = scratch
    b = scratch.advanced(by: Self.countOfA(rows: rows, tileStride: tileStride))
  }
}

/// Some terms of a weight gradient: row `term` of A and of B for each, padded to whole lanes.
struct TransposedPart {
  let a: Rows
  let b: Rows
  let terms: Int
}

/// C = A^T B or C += A^T B: the product of a weight gradient, dW += dy^T x, whose sums go over all
/// steps and sequences.
///
/// Both factors are read down their columns, many kilobytes apart, so each block of terms is packed
/// before it is used: A as [tile][term][row], B as [panels of a tile][term][columns]. The chain of
/// each element is that of `multiply`: the terms in their order, starting from zero or from C.
///
/// - Parameters:
///   - rows: the columns of A, and rows of C, that are computed
///   - parts: the terms, part after part
///   - panels: the panels of sixteen columns of B and of C
func multiplyTransposed(
  rows: Range<Int>, _ parts: [TransposedPart], panels: Int, into c: Rows, accumulating: Bool,
  packed: PackedFactors
) {
  // The next term: row `row` of part `part`.
  var (part, row) = (0, 0)
  var isFirst = true
  while part < parts.count {
    let first = (part: part, row: row)
    var count = 0
    while count < termBlock && part < parts.count {
      let terms = min(termBlock - count, parts[part].terms - row)
      packPanels(parts[part], from: row, terms: terms, at: count, panels, into: packed)
      count += terms
      row += terms
      if row == parts[part].terms { (part, row) = (part + 1, 0) }
    }
    var top = rows.lowerBound
    while top < rows.upperBound {
      let block = min(rowBlock, rows.upperBound - top)
      packRows(parts, from: first, terms: count, top: top, rows: block, into: packed)
      runTiles(count, block, packed, panels, c.from(top), accumulating || !isFirst)
      top += block
    }
    isFirst = false
  }
}

/// The tiles of a block of rows: `mostRows` each, the last with what is left.
@inline(__always)
private func runTiles(
  _ terms: Int, _ rows: Int, _ packed: PackedFactors, _ panels: Int, _ c: Rows,
  _ accumulating: Bool
) {
  let most = TileProduct.mostRows
  var panel = 0
  while panel < panels {
    let isWhole = panel + TileProduct.packedPanels <= panels
    let width = isWhole ? TileProduct.packedPanels : 1
    for tile in 0..<(rows + most - 1) / most {
      let target = c.from(tile * most)
      let product = TileProduct(
        terms: terms, a: packed.a.advanced(by: tile * packed.tileStride), rowStride: 0,
        b: packed.b, panelStride: 16 * termBlock, c: target.base, stride: target.stride,
        start: accumulating ? target : nil)
      product.runPacked(min(most, rows - most * tile), panel, panels: width)
    }
    panel += width
  }
}

/// Some terms of B as [panels of a tile][term][columns], from term `at` of the block on.
@inline(__always)
private func packPanels(
  _ part: TransposedPart, from first: Int, terms: Int, at: Int, _ panels: Int,
  into packed: PackedFactors
) {
  let b = packed.b
  let width = TileProduct.packedPanels
  let whole = panels / width * width
  for term in 0..<terms {
    let from = part.b[first + term]
    for panel in stride(from: 0, to: whole, by: width) {
      let to = b.advanced(by: (panel * termBlock + (at + term) * width) * 16)
      for index in 0..<width { to[lanes: 16 * index] = from[lanes: 16 * (panel + index)] }
    }
    for panel in whole..<panels {
      b[lanes: (panel * termBlock + at + term) * 16] = from[lanes: 16 * panel]
    }
  }
}

/// A block of A as [tile][term][mostRows], read row by row. Eight numbers of a tile are read and
/// written at a time; surplus ones are overwritten by the next term or end up in the tile's spare
/// numbers.
@inline(__always)
private func packRows(
  _ parts: [TransposedPart], from first: (part: Int, row: Int), terms: Int, top: Int, rows: Int,
  into packed: PackedFactors
) {
  let (most, tileStride) = (TileProduct.mostRows, packed.tileStride)
  let tiles = (rows + most - 1) / most
  var (part, row) = first
  var done = 0
  while done < terms {
    let now = parts[part]
    let count = min(terms - done, now.terms - row)
    for term in 0..<count {
      let from = now.a[row + term].advanced(by: top)
      let to = packed.a.advanced(by: most * (done + term))
      for tile in 0..<tiles { to[eight: tileStride * tile] = from[eight: most * tile] }
    }
    done += count
    (part, row) = (part + 1, 0)
  }
}
