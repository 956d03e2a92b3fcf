import Testing

@testable import Engine

@Suite("What a recurrent layer shows of its last pass")
struct RecurrenceDiagnosticsTests {
  @Test("Saturation counts what is near the ends")
  func saturation() throws {
    let kind = try #require(Cells.named("lstm"))
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: 4, columns: 1)
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: 1, hidden: 2, in: tape.parameters)
    let layer = tape.recurrence(.sequence(x), weights, steps: 2)
    // Input gates at sigmoid(5) and sigmoid(0), forget gates at sigmoid(-5).
    tape.parameters.set(try #require(weights.inputBias), [5, 0, -5, -5, 0, 0, 0, 0])
    tape.forward()
    #expect(layer.gateSaturation(0) == Recurrence.Saturation(low: 0, high: 0.5))
    #expect(layer.gateSaturation(1) == Recurrence.Saturation(low: 1, high: 0))
    #expect(layer.stateSaturation() == Recurrence.Saturation(low: 0, high: 0))
  }

  @Test("A linear recurrence of gain 1.1 carries the gradient back 49 steps times 107")
  func linearRecurrence() throws {
    // The ReLU cell with weights and states that never go below zero is linear.
    let kind = try #require(Cells.named("relu"))
    let (size, steps) = (4, 50)
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    let x = tape.input(rows: steps, columns: 1)
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: 1, hidden: size, in: parameters)
    let recurrence = tape.recurrence(.sequence(x), weights, steps: steps)
    let ones = tape.input(rows: 1, columns: size)
    tape.weightedSum(recurrence.finalState(), ones)
    // A cyclic permutation is orthogonal and positive.
    var permutation = [Float](repeating: 0, count: size * size)
    for row in 0..<size { permutation[row * size + (row + 1) % size] = 1.1 }
    parameters.set(try #require(weights.recurrent), permutation)
    parameters.set(weights.input, [Float](repeating: 1, count: size))
    tape.write([Float](repeating: 1, count: steps), to: x)
    tape.write([Float](repeating: 1, count: size), to: ones)
    tape.forward()
    tape.backward()
    let norms = recurrence.gradientNorms()
    #expect(abs(norms[0] / norms[steps - 1] / 106.72 - 1) < 1e-3)
  }
}
