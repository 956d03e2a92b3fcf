import Testing

@testable import Engine

@Suite("The transposed product of matrices")
struct MultiplyTransposedTests {
  @Test(
    "Every shape of transposed product has the digits of three plain loops",
    arguments: [1, 2, 3, 4, 5, 6, 7, 16, 97, 110], [1, 32, 256, 700])
  func transposedProduct(rows: Int, terms: Int) {
    let columns = 48
    let stride = rows + 3
    let a = randomBuffer(terms * stride, seed: 4)
    let b = randomBuffer(terms * columns, seed: 5)
    let scratch = Buffer(count: PackedFactors.count(columns: columns))
    for accumulating in [false, true] {
      let fast = randomBuffer(rows * columns, seed: 6)
      let start = fast.numbers
      // In three parts, as from three operations that share a weight.
      let borders = [0, terms / 3, terms / 2, terms]
      let parts = zip(borders, borders.dropFirst()).filter { $0 < $1 }.map { first, end in
        TransposedPart(
          a: Rows(base: a.floats(), stride: stride).from(first),
          b: Rows(base: b.floats(), stride: columns).from(first), terms: end - first)
      }
      multiplyTransposed(
        rows: 0..<rows, parts, panels: columns / 16,
        into: Rows(base: fast.floats(), stride: columns), accumulating: accumulating,
        packed: PackedFactors(in: scratch.floats(), rows: rows, terms: terms))
      var isEqual = true
      for row in 0..<rows {
        for column in 0..<columns {
          var total = accumulating ? start[row * columns + column] : 0
          for term in 0..<terms {
            total.addProduct(
              a.floats()[term * stride + row], b.floats()[term * columns + column])
          }
          isEqual = isEqual && total == fast.floats()[row * columns + column]
        }
      }
      #expect(isEqual)
    }
  }
}
