import Testing

@testable import Engine

/// A case whose signals are (batch, channels, length), which the engine has as [length * batch,
/// channels].
final class ConvolutionCase {
  let fixture: Fixture
  let parameters = Parameters()
  let tape: Tape
  private var fills: [(Tensor, [Float])] = []

  init(_ name: String) throws {
    fixture = try Fixture(name)
    tape = Tape(parameters: parameters)
  }

  func parameter(_ name: String) throws -> Parameter {
    parameters.add(name, shape: try fixture.require("params", name).shape)
  }

  func optionalParameter(_ name: String) throws -> Parameter? {
    try fixture.array("params", name) == nil ? nil : parameter(name)
  }

  /// A signal of the case as an input, or one of several that lie one after another.
  func signal(
    _ section: String, _ name: String, part: Int? = nil
  ) throws -> (tensor: Tensor, batch: Int) {
    let array = try fixture.require(section, name)
    let shape = part == nil ? array.shape : Array(array.shape.dropFirst())
    let size = shape.reduce(1, *)
    let first = (part ?? 0) * size
    let numbers = Array(array.floats[first..<first + size])
    let tensor = tape.input(rows: shape[0] * shape[2], columns: shape[1])
    fills.append((tensor, Self.rows(numbers, batch: shape[0], channels: shape[1])))
    return (tensor, shape[0])
  }

  /// Adds sum(tensor * upstream) to the loss.
  func weigh(_ tensor: Tensor, _ name: String, part: Int? = nil) throws {
    let (weight, _) = try signal("upstream", name, part: part)
    tape.weightedSum(tensor, weight)
  }

  func run() throws {
    try fixture.fill(parameters)
    for (tensor, numbers) in fills { tape.write(numbers, to: tensor) }
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expectGradients(parameters)
  }

  /// Compares one tensor, or several that the case has one after another.
  func expect(
    _ tensor: Tensor, _ section: String, _ name: String, batch: Int, isGradient: Bool = false
  ) throws {
    try expect([tensor], section, name, batch: batch, isGradient: isGradient)
  }

  func expect(
    _ tensors: [Tensor], _ section: String, _ name: String, batch: Int, isGradient: Bool = false
  ) throws {
    let numbers = tensors.flatMap { tensor in
      Self.signals(
        isGradient ? tape.readGradient(tensor) : tape.read(tensor), batch: batch,
        channels: tensor.columns)
    }
    try fixture.expect(numbers, section, name)
  }

  /// (batch, channels, length) as [length * batch, channels].
  private static func rows(_ numbers: [Float], batch: Int, channels: Int) -> [Float] {
    let length = numbers.count / batch / channels
    return (0..<length).flatMap { l in
      (0..<batch).flatMap { b in
        (0..<channels).map { c in numbers[(b * channels + c) * length + l] }
      }
    }
  }

  private static func signals(_ numbers: [Float], batch: Int, channels: Int) -> [Float] {
    let length = numbers.count / batch / channels
    return (0..<batch).flatMap { b in
      (0..<channels).flatMap { c in
        (0..<length).map { l in numbers[(l * batch + b) * channels + c] }
      }
    }
  }
}

@Suite("Recurrent convolutions against PyTorch")
struct ConvolutionReferenceTests {
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
