import Testing

@testable import Engine

@Suite("Recurrent convolutions against PyTorch")
struct RecurrentConvolutionTests {
  @Test("a recurrence over time", arguments: Fixture.names("conv1d_rnn"))
  func overTime(name: String) throws {
    let check = try ConvolutionCase(name)
    try check.fixture.allowOptions([
      "in_channels", "hidden_channels", "length", "seq_len", "batch_size", "loss", "kernel_size",
    ])
    let steps = try check.fixture.integer("seq_len")
    let inputs = try (0..<steps).map { try check.signal("inputs", "x", part: $0).tensor }
    let (initial, batch) = try check.signal("inputs", "h0")
    let states = check.tape.convolutionalRecurrence(
      inputs, initial: initial, batch: batch,
      input: (try check.parameter("conv_x.weight"), try check.optionalParameter("conv_x.bias")),
      recurrent: try check.parameter("conv_h.weight"))
    for (step, state) in states.enumerated() { try check.weigh(state, "output", part: step) }
    let last = try #require(states.last)
    try check.weigh(last, "h_n")
    try check.run()
    try check.expect(states, "outputs", "output", batch: batch)
    try check.expect(last, "outputs", "h_n", batch: batch)
    try check.expect(states, "steps", "h", batch: batch)
    try check.expect(states, "steps", "dL_dh", batch: batch, isGradient: true)
    try check.expect(inputs, "grads.inputs", "x", batch: batch, isGradient: true)
    try check.expect(initial, "grads.inputs", "h0", batch: batch, isGradient: true)
  }

  @Test("a recurrence in depth", arguments: Fixture.names("conv1d_recurrent_depth"))
  func inDepth(name: String) throws {
    let check = try ConvolutionCase(name)
    try check.fixture.allowOptions([
      "channels", "width", "length", "iterations", "classes", "batch_size", "loss",
      "kernel_size",
    ])
    let fixture = check.fixture
    let (x, batch) = try check.signal("inputs", "x")
    let result = check.tape.recurrenceInDepth(
      x, batch: batch, width: try fixture.integer("width"),
      iterations: try fixture.integer("iterations"), classes: try fixture.integer("classes"),
      kernel: try fixture.require("params", "block.weight").shape[2])
    let logits = try #require(result.logits.last)
    let targets = check.tape.tokens(count: logits.rows)
    check.tape.crossEntropy(logits, targets)
    check.tape.write(
      try fixture.require("inputs", "target", .batchFirst).ids, to: targets)
    try check.run()
    try check.expect(result.logits, "outputs", "logits_per_iteration", batch: batch)
    try check.expect(result.states, "steps", "h", batch: batch)
    try check.expect(result.states, "steps", "dL_dh", batch: batch, isGradient: true)
    try check.expect(x, "grads.inputs", "x", batch: batch, isGradient: true)
  }
}
