import Testing

@testable import Engine

@Suite("The linear cell")
struct LinearCellTests {
  @Test(
    "agrees with a hand-rolled recurrence on [x, h]", arguments: Fixture.names("rnn_i2h_h2o_nll"))
  func handRolled(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "input_size", "hidden_size", "classes", "seq_len", "batch_size", "layout", "concat_order",
      "h0", "loss", "lr",
    ])
    try fixture.allow("h0", "zeros")
    let isInputFirst = try Self.isInputFirst(fixture)
    let input = try fixture.require("inputs", "x", .sequence)
    let (steps, batch, inputs) = (input.shape[0], input.shape[1], input.shape[2])
    let hidden = try fixture.integer("hidden_size")
    let classes = try fixture.integer("classes")
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    // i2h as the layer that it is: x and the state before side by side, step by step.
    let weight = parameters.add("i2h.weight", shape: [hidden, inputs + hidden])
    let bias = parameters.add("i2h.bias", shape: [hidden])
    let x = tape.input(rows: steps * batch, columns: inputs)
    var h = tape.input(rows: batch, columns: hidden)
    var states: [Tensor] = []
    for step in 0..<steps {
      let now = x.rows(from: step * batch, count: batch)
      h = tape.linear(tape.concatenate(isInputFirst ? [now, h] : [h, now]), weight, bias)
      states.append(h)
    }
    let logits = tape.linear(
      h, parameters.add("h2o.weight", shape: [classes, hidden]),
      parameters.add("h2o.bias", shape: [classes]))
    let targets = tape.tokens(count: batch)
    let loss = tape.crossEntropy(logits, targets)
    try fixture.fill(parameters)
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("inputs", "target").ids, to: targets)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(loss.logProbabilities(), "outputs", "log_probs")
    try fixture.expect(tape.read(h), "outputs", "h_n")
    try fixture.expect(states.flatMap { tape.read($0) }, "steps", "h")
    try fixture.expect(states.flatMap { tape.readGradient($0) }, "steps", "dL_dh")
    try fixture.expect(tape.readGradient(x), "grads.inputs", "x", .sequence)
    try fixture.expectGradients(parameters)
    var optimizer = SGD(rate: try fixture.number("lr"))
    optimizer.update(parameters)
    for parameter in parameters.all {
      try fixture.expect(
        parameters.values(of: parameter), "outputs", "sgd_step.\(parameter.name)")
    }
  }

  @Test("computes the same from the two parts of i2h", arguments: Fixture.names("rnn_i2h_h2o_nll"))
  func parts(name: String) throws {
    let fixture = try Fixture(name)
    let input = try fixture.require("inputs", "x", .sequence)
    let (steps, batch, inputs) = (input.shape[0], input.shape[1], input.shape[2])
    let hidden = try fixture.integer("hidden_size")
    let tape = Tape(parameters: Parameters())
    let weights = RecurrenceWeights(
      "rnn", cell: try #require(Cells.named("linear")), inputs: inputs, hidden: hidden,
      in: tape.parameters)
    let x = tape.input(rows: steps * batch, columns: inputs)
    let recurrence = tape.recurrence(.sequence(x), weights, steps: steps)
    let matrix = try fixture.require("params", "i2h.weight").floats
    func part(_ columns: Range<Int>) -> [Float] {
      (0..<hidden).flatMap { row in columns.map { matrix[row * (inputs + hidden) + $0] } }
    }
    let isInputFirst = try Self.isInputFirst(fixture)
    let first = isInputFirst ? inputs : hidden
    let (left, right) = (part(0..<first), part(first..<inputs + hidden))
    tape.parameters.set(weights.input, isInputFirst ? left : right)
    tape.parameters.set(try #require(weights.recurrent), isInputFirst ? right : left)
    tape.parameters.set(
      try #require(weights.inputBias), try fixture.require("params", "i2h.bias").floats)
    tape.write(input.floats, to: x)
    tape.forward()
    try fixture.expect(recurrence.stateValues(), "steps", "h")
  }

  /// Whether i2h sees [x, h], or [h, x].
  private static func isInputFirst(_ fixture: Fixture) throws -> Bool {
    let order = fixture.config["concat_order"] as? String
    try #require(order == "[x,h]" || order == "[h,x]")
    return order == "[x,h]"
  }
}
