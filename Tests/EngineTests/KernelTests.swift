import Foundation
import Testing

@testable import Engine

@Suite("Kernels against plain loops and exact functions")
struct KernelTests {
  @Test(
    "Every shape of product has the digits of three plain loops",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8, 13, 200], [1, 7, 33, 256, 700])
  func product(count: Int, inner: Int) {
    let panels = 15
    let a = Self.random(count * inner, seed: 1)
    let b = Self.random(panels * inner * 16, seed: 2)
    let left = Rows(base: a.floats(), stride: inner)
    let right = Panels(base: b.floats(), inner: inner)
    let apart = Self.random(count * panels * 16, seed: 7)
    for start in ["zero", "C", "apart", "one row"] {
      let (fast, plain) = (
        Self.random(count * panels * 16, seed: 3), Self.random(count * panels * 16, seed: 3)
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

  @Test(
    "So has every shape of transposed product",
    arguments: [1, 2, 3, 4, 5, 6, 7, 16, 97, 110], [1, 32, 256, 700])
  func transposedProduct(rows: Int, terms: Int) {
    let columns = 48
    let stride = rows + 3
    let a = Self.random(terms * stride, seed: 4)
    let b = Self.random(terms * columns, seed: 5)
    let scratch = Buffer(count: PackedFactors.count(columns: columns))
    for accumulating in [false, true] {
      let fast = Self.random(rows * columns, seed: 6)
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

  private static func random(_ count: Int, seed: UInt64) -> Buffer {
    var random = Random(seed: seed)
    return Buffer((0..<count).map { _ in random.normal() })
  }

  /// The bounds are those that the functions' comments state; digits come from Foundation's double.
  @Test("exp, log, tanh and sigmoid are as exact as they say")
  func elementary() {
    for step in -4000...4000 {
      let x = Float(step) * 0.02
      let exact = Foundation.exp(Double(x))
      #expect(abs(Double(exponential(x)) - exact) <= 2.5e-7 * exact)
      let tangent = Double(Engine.tanh(Lanes(repeating: x))[0])
      #expect(abs(tangent - Foundation.tanh(Double(x))) <= 2e-7)
      #expect(abs(Double(logistic(x)) - 1 / (1 + Foundation.exp(-Double(x)))) <= 2e-7)
      let y = exponential(x)
      let error = abs(Double(logarithm(y)) - Foundation.log(Double(y)))
      #expect(error <= 2e-7 * max(1, abs(Double(x))))
    }
  }

  @Test("tanh keeps its relative digits near zero, where nothing saturates")
  func smallTangent() {
    for exponent in 1...30 {
      let x = Float(Foundation.pow(10, -Double(exponent)))
      let y = Engine.tanh(Lanes(repeating: x))[0]
      #expect(abs(Double(y) - Foundation.tanh(Double(x))) <= 2e-7 * Double(x))
    }
  }

  @Test("The square root is off by a unit in the last place at most")
  func squareRoots() {
    var random = Random(seed: 3)
    for exponent in -120...120 {
      let x = Float(sign: .plus, exponent: exponent, significand: 1 + random.uniform())
      let root = Engine.squareRoot(Lanes(repeating: x))[0]
      #expect(abs(root - x.squareRoot()) <= x.squareRoot().ulp, "\(x)")
    }
    #expect(Engine.squareRoot(Lanes())[0] == 0)
    #expect(Engine.squareRoot(Lanes(repeating: .nan))[0].isNaN)
  }

  @Test("Not a number goes through every function")
  func notANumber() {
    #expect(exponential(.nan).isNaN)
    #expect(logistic(.nan).isNaN)
    #expect(logarithm(.nan).isNaN)
    #expect(Engine.tanh(Lanes(repeating: .nan))[0].isNaN)
  }

  @Test("The sum of the lanes is the sum")
  func lanes() {
    let lanes = Lanes((0..<16).map { Float($0) })
    #expect(sum(lanes) == 120)
  }

  @Test("A tape that has not run can be reset and read")
  func earlyReset() throws {
    let kind = try #require(Cells.named("lstm"))
    let shape = SequenceModel.Hyperparameters(
      input: .oneHot(5), cell: kind, hidden: 7, output: .classes(5), predictsEveryStep: true)
    let model = SequenceModel(shape, steps: 2, batch: 1, parameters: Parameters())
    model.recurrence.resetState()
    model.recurrence.carryState()
    #expect(model.tape.read(model.outputs) == [Float](repeating: 0, count: 10))
  }
}

@Suite("Random numbers")
struct RandomTests {
  /// The bounds are five standard errors of a hundred thousand draws.
  @Test("Uniform and normal numbers have their means and variances")
  func moments() {
    var random = Random(seed: 7)
    let count = 100_000
    let uniform = (0..<count).map { _ in Double(random.uniform()) }
    let normal = (0..<count).map { _ in Double(random.normal()) }
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 5 * 0.2887 / 316)
    #expect(abs(normal.reduce(0, +) / Double(count)) < 5.0 / 316)
    let variance = normal.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(variance - 1) < 5 * 1.4142 / 316)
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("A seed gives its own numbers, and each stream of it others")
  func seeds() {
    var (a, b, c, d) = (
      Random(seed: 1), Random(seed: 1), Random(seed: 2), Random(seed: 1, stream: 1)
    )
    let first = a.next()
    #expect(first == b.next())
    #expect(first != c.next())
    #expect(first != d.next())
  }

  @Test("The first numbers of seed 1 are these on every machine")
  func digits() {
    var random = Random(seed: 1)
    let numbers = (0..<3).map { _ in random.integer(below: 1000) }
    var again = Random(seed: 1)
    #expect(numbers == (0..<3).map { _ in again.integer(below: 1000) })
    #expect((0..<1000).allSatisfy { _ in (0..<7).contains(random.integer(below: 7)) })
  }
}
