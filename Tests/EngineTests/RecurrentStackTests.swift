import Testing

@testable import Engine

@Suite("Stacks of recurrent layers")
struct RecurrentStackTests {
  @Test("Outputs, states, gates and every gradient agree", arguments: Fixture.recurrent)
  func agrees(name: String) throws {
    let layer = try ReferenceLayer(Fixture(name))
    layer.tape.forward()
    layer.tape.backward()
    try layer.fixture.expectLoss(layer.tape.loss)
    try layer.expectOutputs()
    try layer.fixture.expectSteps(layer.stack)
    try layer.expectGradients()
  }

  @Test(
    "Gradient norms per step agree by relative error",
    arguments: Fixture.names("vanishing_", "exploding_"))
  func norms(name: String) throws {
    let layer = try ReferenceLayer(Fixture(name))
    layer.tape.forward()
    layer.tape.backward()
    let recurrence = try #require(layer.stack.all.first)
    try layer.fixture.expectNorms(recurrence.gradientNorms(), "dL_dh_norm")
    if recurrence.states.count > 1 {
      try layer.fixture.expectNorms(recurrence.gradientNorms(1), "dL_dc_norm")
    }
  }

  @Test(
    "Sequences of full length give the digits of sequences without lengths",
    arguments: ["tanh", "lstm", "gru", "gru-textbook"], [false, true])
  func fullLengths(name: String, isBidirectional: Bool) throws {
    var shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named(name)), hidden: 19)
    shape.layers = 2
    shape.isBidirectional = isBidirectional
    let (plain, packed) = try (Stack(shape), Stack(shape, lengths: [6, 6, 6]))
    #expect(plain.output == packed.output)
    #expect(plain.gradients == packed.gradients)
    let shorter = try Stack(shape, lengths: [6, 4, 6])
    #expect(shorter.output != plain.output)
  }

  @Test(
    "Two layers in one call give the digits of one layer on another",
    arguments: ["relu", "lstm", "gru"])
  func stacking(name: String) throws {
    var shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named(name)), hidden: 19)
    let (steps, batch, inputs) = (5, 3, 4)
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: steps * batch, columns: inputs)
    let first = tape.recurrentStack("a", shape, .sequence(x), steps: steps)
    let second = tape.recurrentStack(
      "b", shape, .sequence(first.output), steps: steps)
    shape.layers = 2
    let both = tape.recurrentStack("c", shape, .sequence(x), steps: steps)
    var random = Random(seed: 8)
    for parameter in tape.parameters.all {
      tape.parameters.set(parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    for parameter in tape.parameters.all where parameter.name.hasPrefix("c.") {
      let other = parameter.name.replacing("c.", with: parameter.name.hasSuffix("l0") ? "a." : "b.")
      let source = try #require(tape.parameters[other.replacing("l1", with: "l0")])
      tape.parameters.set(parameter, tape.parameters.values(of: source))
    }
    tape.write((0..<steps * batch * inputs).map { _ in random.normal() }, to: x)
    tape.forward()
    #expect(tape.read(both.output) == tape.read(second.output))
  }

  @Test("Past its end a sequence says nothing, and its last state is the last valid one")
  func lengths() throws {
    let shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named("lstm")), hidden: 3)
    let stack = try Stack(shape, lengths: [6, 2, 1])
    let rows = stride(from: 0, to: stack.output.count, by: 3).map {
      Array(stack.output[$0..<$0 + 3])
    }
    for (row, numbers) in rows.enumerated() {
      let isValid = row / 3 < [6, 2, 1][row % 3]
      #expect((numbers == [0, 0, 0]) == !isValid)
    }
    #expect(stack.final == rows[15] + rows[4] + rows[2])
  }
}

/// A stack over random vectors with its outputs and gradients.
private struct Stack {
  let output: [Float]
  let final: [Float]
  let gradients: [[Float]]

  init(_ shape: RecurrentStack.Hyperparameters, lengths: [Int32]? = nil) throws {
    let (steps, batch, inputs) = (6, 3, 4)
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: steps * batch, columns: inputs)
    let ends = lengths.map { _ in tape.tokens(count: batch) }
    let stack = tape.recurrentStack(
      "rnn", shape, .sequence(x), steps: steps, lengths: ends)
    let weight = tape.input(like: stack.output)
    tape.weightedSum(stack.output, weight)
    var random = Random(seed: 4)
    for parameter in tape.parameters.all {
      tape.parameters.set(parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    tape.write((0..<steps * batch * inputs).map { _ in random.normal() }, to: x)
    tape.write((0..<weight.rows * weight.columns).map { _ in random.normal() }, to: weight)
    if let ends, let lengths { tape.write(lengths, to: ends) }
    tape.forward()
    tape.backward()
    output = tape.read(stack.output)
    final = tape.read(stack.finalStates()[0])
    gradients = tape.parameters.all.map { tape.parameters.gradient(of: $0) }
  }
}
