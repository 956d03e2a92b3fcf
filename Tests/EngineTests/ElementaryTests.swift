import Foundation
import Testing

@testable import Engine

@Suite("Elementary functions")
struct ElementaryTests {
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
}
