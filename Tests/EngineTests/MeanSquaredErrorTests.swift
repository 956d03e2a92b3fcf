import Testing

@testable import Engine

@Suite("The mean squared error against PyTorch")
struct MeanSquaredErrorTests {
  @Test("squared error agrees", arguments: Fixture.names("mse"))
  func squaredError(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["reduction"])
    let tape = Tape(parameters: Parameters())
    let input = try fixture.require("inputs", "prediction")
    let columns = input.shape[input.shape.count - 1]
    let x = tape.input(rows: input.numbers.count / columns, columns: columns)
    let target = tape.input(like: x)
    tape.meanSquaredError(x, target, reduction: try fixture.reduction())
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("inputs", "target").floats, to: target)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.readGradient(x), "grads.inputs", "prediction")
  }
}
