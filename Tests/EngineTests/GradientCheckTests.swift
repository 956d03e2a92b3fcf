import Testing

@testable import Engine

@Suite("Central differences")
struct GradientCheckTests {
  @Test("A central difference agrees with the gradient and leaves the weight alone")
  func gradientCheck() throws {
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: 2, columns: 3)
    let weight = tape.parameters.add("w", shape: [2, 3])
    let y = tape.linear(x, weight)
    tape.meanSquaredError(y, tape.input(like: y))
    tape.write([1, 2, 3, -1, 0.5, 2], to: x)
    tape.parameters.set(weight, [0.1, -0.2, 0.3, 0.4, 0.5, -0.6])
    tape.forward()
    tape.backward()
    let before = tape.parameters.values(of: weight)
    let check = tape.checkGradient(of: weight, at: 4)
    #expect(abs(check.gradient - check.difference) < 1e-3 * abs(check.gradient))
    #expect(tape.parameters.values(of: weight) == before)
  }
}
