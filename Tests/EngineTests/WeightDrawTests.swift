import Testing

@testable import Engine

@Suite("The draws of first weights")
struct WeightDrawTests {
  @Test(
    "An orthogonal matrix has orthonormal rows if it is wide, and columns if it is tall",
    arguments: [(16, 16), (24, 7), (7, 24), (1, 5), (5, 1)])
  func orthogonal(rows: Int, columns: Int) {
    var random = Random(seed: 3)
    let matrix = WeightDraw.orthogonal.draw(rows: rows, columns: columns, using: &random)
    #expect(matrix.count == rows * columns)
    expectOrthonormal(matrix, rows: rows, columns: columns)
    // The longer side cannot be orthonormal.
    guard rows != columns else { return }
    let isWide = columns > rows
    let overlaps = products(matrix, rows: rows, columns: columns, ofRows: !isWide)
    let error = overlaps.map { abs($0.product - ($0.isSame ? 1 : 0)) }.max() ?? 0
    #expect(error > 0.1)
  }

  @Test("Blocks are drawn one by one, times their gain")
  func blocks() {
    var random = Random(seed: 4)
    let draw = WeightDraw.blocks(3, of: .orthogonal, gain: 2)
    let matrix = draw.draw(rows: 12, columns: 4, using: &random)
    var again = Random(seed: 4)
    for block in 0..<3 {
      let single = WeightDraw.orthogonal.draw(rows: 4, columns: 4, using: &again)
      #expect(Array(matrix[block * 16..<(block + 1) * 16]) == single.map { 2 * $0 })
    }
  }

  @Test("What is replaced is drawn all the same")
  func replacing() {
    var (one, other) = (Random(seed: 6), Random(seed: 6))
    let plain = WeightDraw.normal(1).draw(rows: 1, columns: 5, using: &one)
    let replaced = WeightDraw.replacing(1..<3, with: 7, in: .normal(1)).draw(
      rows: 1, columns: 5, using: &other)
    #expect(replaced == [plain[0], 7, 7, plain[3], plain[4]])
    #expect(one.next() == other.next())
  }

  @Test("Constants and the identity draw nothing")
  func given() {
    var (random, untouched) = (Random(seed: 8), Random(seed: 8))
    #expect(WeightDraw.constant(3).draw(rows: 1, columns: 2, using: &random) == [3, 3])
    #expect(
      WeightDraw.identity.draw(rows: 2, columns: 3, using: &random) == [1, 0, 0, 0, 1, 0])
    #expect(random.next() == untouched.next())
  }
}

/// The inner product of each pair of rows, or of columns.
private func products(
  _ matrix: [Float], rows: Int, columns: Int, ofRows: Bool
) -> [(product: Float, isSame: Bool)] {
  let (count, length) = ofRows ? (rows, columns) : (columns, rows)
  func number(_ vector: Int, _ index: Int) -> Float {
    ofRows ? matrix[vector * columns + index] : matrix[index * columns + vector]
  }
  return (0..<count).flatMap { one in
    (0...one).map { other in
      let product = (0..<length).reduce(Float(0)) {
        $0 + number(one, $1) * number(other, $1)
      }
      return (product, one == other)
    }
  }
}

/// Expects what PyTorch's `nn.init.orthogonal_` gives: orthonormal rows, or columns where there are
/// more rows than columns.
func expectOrthonormal(
  _ matrix: [Float], rows: Int, columns: Int, at location: SourceLocation = #_sourceLocation
) {
  // Rounding to float32 changes a product of unit vectors by some 1e-7.
  for (product, isSame) in products(matrix, rows: rows, columns: columns, ofRows: columns >= rows) {
    #expect(abs(product - (isSame ? 1 : 0)) < 1e-5, sourceLocation: location)
  }
}
