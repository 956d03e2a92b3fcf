import Testing

@testable import Engine

@Suite("A symbol held in the equations of a cell")
struct HeldSymbolsTests {
  @Test("is a number wherever it was, and what only it used is gone")
  func isANumber() throws {
    let cell = try CellEquations(
      "s = W_s x + U_s h; z = sigmoid(s + b_z); n = tanh(W_n x); h' = (1 - z) * n + z * h"
        .replacing("; ", with: "\n"))
    let held = try #require(cell.holding("z", at: 1))
    #expect(held.text == "n = tanh(W_n x)\nh' = (1 - 1) * n + 1 * h")
    #expect(held.inputMatrices == ["W_n"] && held.recurrentMatrices.isEmpty && held.vectors.isEmpty)
  }

  @Test("is not held where what is left sees no input")
  func noInput() throws {
    let cell = try CellEquations("n = sigmoid(W_n x)\nh' = n * h + 1")
    #expect(cell.holding("n", at: 0) == nil)
  }
}
