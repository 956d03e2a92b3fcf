import Testing

@testable import Engine

@Suite("Recurrent layers against PyTorch")
struct RecurrentReferenceTests {
  /// One layer, one direction, full lengths; anything else fails here rather than being passed over.
  static let cases =
    ["rnn_tanh", "rnn_relu", "rnn_no_bias", "lstm", "lstm_no_bias", "gru"]
    + Fixture.names("vanishing_", "exploding_")

  @Test("Outputs, states, gates and every gradient agree", arguments: cases)
  func agrees(name: String) throws {
    let fixture = try Fixture(name)
    let layer = try ReferenceLayer(fixture)
    layer.tape.forward()
    layer.tape.backward()
    try fixture.expectLoss(layer.tape.loss)
    try layer.expectOutputs()
    try layer.expectSteps()
    try layer.expectGradients()
  }

  @Test(
    "Gradient norms per step agree by relative error",
    arguments: Fixture.names("vanishing_", "exploding_"))
  func norms(name: String) throws {
    let fixture = try Fixture(name)
    let layer = try ReferenceLayer(fixture)
    layer.tape.forward()
    layer.tape.backward()
    try fixture.expectNorms(layer.recurrence.gradientNorms(), "dL_dh_norm")
    if layer.recurrence.states.count > 1 {
      try fixture.expectNorms(layer.recurrence.gradientNorms(1), "dL_dc_norm")
    }
  }
}

/// A recurrent layer built from a case, its loss the case's linear one.
private struct ReferenceLayer {
  let fixture: Fixture
  let tape: Tape
  let recurrence: Recurrence
  private let x: Tensor
  private let initial: [Tensor]

  init(_ fixture: Fixture) throws {
    self.fixture = fixture
    let kind = try Self.cell(fixture)
    let hidden = try fixture.integer("hidden_size")
    let parameters = Parameters()
    tape = Tape(parameters: parameters)
    let input = try fixture.require("inputs", "x")
    let (steps, batch) = (input.shape[0], input.shape[1])
    x = tape.input(rows: steps * batch, columns: input.shape[2])
    let tape = tape
    initial = kind.states.map { _ in tape.input(rows: batch, columns: hidden) }
    let weights = RecurrenceWeights(
      "rnn", cell: kind, inputs: input.shape[2], hidden: hidden,
      hasBias: fixture.config["bias"] as? Bool ?? true, in: parameters)
    recurrence = tape.recurrence(
      kind, .sequence(x), steps: steps, hidden: hidden, weights: weights, initial: initial)
    var upstream: [(Tensor, Fixture.Array)] = []
    for name in fixture.names(in: "upstream") {
      let result = try Self.result(name, of: recurrence)
      let weight = tape.input(rows: result.rows, columns: result.columns)
      tape.weightedSum(result, weight)
      upstream.append((weight, try fixture.require("upstream", name)))
    }
    for parameter in parameters.all {
      let name = String(parameter.name.dropFirst(4))
      parameters.set(parameter, try fixture.require("params", name).floats)
    }
    tape.write(input.floats, to: x)
    for (state, tensor) in zip(kind.states, initial) {
      tape.write(try fixture.require("inputs", "\(state)0").floats, to: tensor)
    }
    for (tensor, array) in upstream { tape.write(array.floats, to: tensor) }
  }

  private static func cell(_ fixture: Fixture) throws -> CellKind {
    try #require(fixture.config["num_layers"] as? Int == 1, "one layer is supported")
    try #require(fixture.config["bidirectional"] as? Bool == false, "one direction is supported")
    let module = fixture.config["module"] as? String ?? ""
    let name =
      switch module {
      case "torch.nn.RNN": fixture.config["nonlinearity"] as? String ?? "tanh"
      case "torch.nn.LSTM": "lstm"
      case "torch.nn.GRU": "gru"
      default: ""
      }
    return try #require(
      Cells.all.first { $0.name == name }, "\(module) is not supported")
  }

  private static func result(_ name: String, of recurrence: Recurrence) throws -> Tensor {
    switch name {
    case "output": return recurrence.output
    case "h_n": return recurrence.finalState(0)
    case "c_n": return recurrence.finalState(1)
    default:
      Issue.record("no output called \(name)")
      throw UnsupportedCase()
    }
  }

  func expectOutputs() throws {
    for name in fixture.names(in: "outputs") where !name.contains("norm") {
      try fixture.expect(tape.read(Self.result(name, of: recurrence)), "outputs", name)
    }
  }

  func expectSteps() throws {
    for name in fixture.names(in: "steps") {
      let numbers: [Float]
      switch name {
      case "h_l0": numbers = tape.read(recurrence.states[0])
      case "c_l0": numbers = tape.read(recurrence.states[1])
      case "dL_dh_l0": numbers = tape.readGradient(recurrence.states[0])
      case "dL_dc_l0": numbers = tape.readGradient(recurrence.states[1])
      default:
        let gate = name.split(separator: "_").dropFirst().first.map(String.init) ?? ""
        let index = try #require(
          recurrence.kind.gates.firstIndex(of: gate), "no step value called \(name)")
        numbers = recurrence.gate(index)
      }
      try fixture.expect(numbers, "steps", name)
    }
  }

  func expectGradients() throws {
    for name in fixture.names(in: "grads.params") {
      let parameter = try #require(tape.parameters["rnn.\(name)"])
      try fixture.expect(tape.parameters.gradient(of: parameter), "grads.params", name)
    }
    for name in fixture.names(in: "grads.inputs") {
      switch name {
      case "x": try fixture.expect(tape.readGradient(x), "grads.inputs", name)
      case "h0": try fixture.expect(tape.readGradient(initial[0]), "grads.inputs", name)
      case "c0": try fixture.expect(tape.readGradient(initial[1]), "grads.inputs", name)
      default:
        Issue.record("no input called \(name)")
      }
    }
  }
}

struct UnsupportedCase: Error {}
