import Testing

@testable import Engine

/// A stack of recurrent layers built from a case, its loss the case's linear one.
struct ReferenceLayer {
  let fixture: Fixture
  let tape: Tape
  let stack: RecurrentStack
  private let x: Tensor
  /// By state, then by layer and direction.
  private let initial: [String: [Tensor]]

  init(_ fixture: Fixture) throws {
    self.fixture = fixture
    let shape = try Self.shape(fixture)
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    self.tape = tape
    let input = try fixture.require("inputs", "x", .sequence)
    let (steps, batch) = (input.shape[0], input.shape[1])
    x = tape.input(rows: steps * batch, columns: input.shape[2])
    let lengths = try fixture.array("inputs", "lengths")
    let ends = lengths.map { _ in tape.tokens(count: batch) }
    let directions = shape.layers * (shape.isBidirectional ? 2 : 1)
    var initial: [String: [Tensor]] = [:]
    for state in shape.cell.states where try fixture.array("inputs", "\(state)0") != nil {
      initial[state] = (0..<directions).map { _ in tape.input(rows: batch, columns: shape.hidden) }
    }
    self.initial = initial
    let starts = (0..<directions).map { index in
      shape.cell.states.compactMap { initial[$0]?[index] }
    }
    stack = tape.recurrentStack(
      "rnn", shape, .sequence(x), steps: steps, initial: initial.isEmpty ? [] : starts,
      lengths: ends)
    var fills: [(Tensor, [Float])] = []
    for name in fixture.names(in: "upstream") {
      let numbers = try fixture.require("upstream", name, name == "output" ? .sequence : .asIs)
      for (part, result) in try Self.results(name, of: stack).enumerated() {
        let weight = tape.input(like: result)
        tape.weightedSum(result, weight)
        let size = result.rows * result.columns
        fills.append((weight, Array(numbers.floats[part * size..<(part + 1) * size])))
      }
    }
    try fixture.fill(parameters, prefix: "rnn.")
    tape.write(input.floats, to: x)
    if let lengths, let ends { tape.write(lengths.ids, to: ends) }
    for (state, tensors) in initial {
      let numbers = try fixture.require("inputs", "\(state)0").floats
      let size = batch * shape.hidden
      for (index, tensor) in tensors.enumerated() {
        tape.write(Array(numbers[index * size..<(index + 1) * size]), to: tensor)
      }
    }
    for (layer, dropout) in stack.dropouts.enumerated() {
      let mask = try fixture.require("inputs", "mask_l\(layer)", .sequence)
      dropout.set(mask.numbers.map { $0 != 0 })
    }
    for (tensor, numbers) in fills { tape.write(numbers, to: tensor) }
  }

  private static func shape(_ fixture: Fixture) throws -> RecurrentStack.Hyperparameters {
    try fixture.allowOptions([
      "module", "input_size", "hidden_size", "num_layers", "bias", "batch_first",
      "bidirectional", "nonlinearity", "seq_len", "batch_size", "layout", "loss", "packed",
      "enforce_sorted", "dropout", "dropout_mask", "h0", "c0",
    ])
    let module = fixture.config["module"] as? String ?? ""
    let names = ["torch.nn.LSTM": "lstm", "torch.nn.GRU": "gru"]
    let name = names[module] ?? fixture.config["nonlinearity"] as? String ?? "tanh"
    let cell = try #require(Cells.named(name), "\(module) \(name) is not supported")
    var shape = RecurrentStack.Hyperparameters(
      cell: cell, hidden: try fixture.integer("hidden_size"))
    shape.layers = try fixture.integer("num_layers")
    shape.isBidirectional = fixture.config["bidirectional"] as? Bool ?? false
    shape.hasBias = fixture.config["bias"] as? Bool ?? true
    if fixture.config["dropout"] != nil { shape.dropout = try fixture.number("dropout") }
    return shape
  }

  /// The tensors that a name of PyTorch stands for, one for each layer and direction.
  private static func results(_ name: String, of stack: RecurrentStack) throws -> [Tensor] {
    switch name {
    case "output": return [stack.output]
    case "h_n": return stack.finalStates(0)
    case "c_n": return stack.finalStates(1)
    default:
      Issue.record("no output called \(name)")
      throw UnsupportedCase()
    }
  }

  func expectOutputs() throws {
    for name in fixture.names(in: "outputs") where !name.contains("norm") {
      let numbers = try Self.results(name, of: stack).flatMap { tape.read($0) }
      try fixture.expect(numbers, "outputs", name, name == "output" ? .sequence : .asIs)
    }
  }

  func expectGradients() throws {
    try fixture.expectGradients(tape.parameters, prefix: "rnn.")
    for name in fixture.names(in: "grads.inputs") {
      if name == "x" {
        try fixture.expect(tape.readGradient(x), "grads.inputs", name, .sequence)
      } else {
        let tensors = try #require(initial[String(name.dropLast())], "no input called \(name)")
        try fixture.expect(tensors.flatMap { tape.readGradient($0) }, "grads.inputs", name)
      }
    }
  }
}

struct UnsupportedCase: Error {}
