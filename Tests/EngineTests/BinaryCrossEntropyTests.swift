import Testing

@testable import Engine

@Suite("Binary cross-entropy against PyTorch")
struct BinaryCrossEntropyTests {
  @Test("binary cross-entropy agrees, also at large logits", arguments: Fixture.names("bce_"))
  func binary(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["reduction"])
    let tape = Tape(parameters: Parameters())
    let input = try fixture.require("inputs", "logits")
    let columns = input.shape[input.shape.count - 1]
    let x = tape.input(rows: input.numbers.count / columns, columns: columns)
    let target = tape.input(like: x)
    let weights = try fixture.array("inputs", "pos_weight")
    let weightTensor = weights.map { _ in tape.input(rows: 1, columns: columns) }
    let loss = tape.binaryCrossEntropy(
      x, target, positiveWeights: weightTensor, reduction: try fixture.reduction())
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("inputs", "target").floats, to: target)
    if let weights, let weightTensor { tape.write(weights.floats, to: weightTensor) }
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.readGradient(x), "grads.inputs", "logits")
    for output in fixture.names(in: "outputs") {
      try #require(output == "per_item")
      try fixture.expect(loss.elementLosses(), "outputs", output)
    }
  }
}
