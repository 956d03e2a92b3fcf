import Testing

@testable import Engine

@Suite("The product of matrices")
struct MultiplyTests {
  @Test(
    "Every shape of product has the digits of three plain loops",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8, 13, 200], [1, 7, 33, 256, 700])
  func product(count: Int, inner: Int) {
    let panels = 15
    let a = randomBuffer(count * inner, seed: 1)
    let b = randomBuffer(panels * inner * 16, seed: 2)
    let left = Rows(base: a.floats(), stride: inner)
    let right = Panels(base: b.floats(), inner: inner)
    let apart = randomBuffer(count * panels * 16, seed: 7)
    for start in ["zero", "C", "apart", "one row"] {
      let (fast, plain) = (
        randomBuffer(count * panels * 16, seed: 3), randomBuffer(count * panels * 16, seed: 3)
      )
      func rows(_ c: Buffer) -> Rows { Rows(base: c.floats(), stride: panels * 16) }
      func begin(_ c: Buffer) -> Rows? {
        switch start {
        case "C": rows(c)
        case "apart": rows(apart)
        case "one row": Rows(base: apart.floats(), stride: 0)
        default: nil
        }
      }
      multiply(0..<count, 0..<panels, left, right, into: rows(fast), from: begin(fast))
      multiplyReference(0..<count, 0..<panels, left, right, into: rows(plain), from: begin(plain))
      #expect(fast.numbers == plain.numbers, "from \(start)")
    }
  }
}
