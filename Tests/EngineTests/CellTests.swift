import Testing

@testable import Engine

@Suite("Textbook and minimal cells against float64")
struct CellTests {
  @Test(
    "Textbook cells: one matrix for each gate, on [h, x]",
    arguments: Fixture.names("gru_textbook", "lstm_textbook"))
  func textbook(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "cell", "input_size", "hidden_size", "seq_len", "batch_size", "layout", "bias",
      "concat_order", "loss",
    ])
    let isGRU = fixture.config["cell"] as? String == "gru_textbook"
    try #require(isGRU || fixture.config["cell"] as? String == "lstm_textbook")
    let kind = try #require(Cells.named(isGRU ? "gru-textbook" : "lstm"))
    // The engine keeps one matrix on x and one on h, with a block of rows for each gate.
    let gates = isGRU ? ["z", "r", "h"] : ["i", "f", "C", "o"]
    let layer = try CellCase(fixture, kind: kind)
    try layer.run { parameters in
      let split = try gates.map { try Self.split(fixture, "params", "W_\($0).weight") }
      parameters.set(layer.weights.input, split.flatMap(\.x))
      parameters.set(try #require(layer.weights.recurrent), split.flatMap(\.h))
      if let bias = layer.weights.inputBias {
        parameters.set(
          bias, try gates.flatMap { try fixture.require("params", "W_\($0).bias").floats })
      }
    }
    try layer.expectAll()
    let parameters = layer.tape.parameters
    let dx = parameters.gradient(of: layer.weights.input)
    let dh = parameters.gradient(of: try #require(layer.weights.recurrent))
    let (inputs, hidden) = (layer.inputs, layer.hidden)
    for (index, gate) in gates.enumerated() {
      var joined: [Float] = []
      let hFirst = fixture.config["concat_order"] as? String == "[h,x]"
      for row in index * hidden..<(index + 1) * hidden {
        let h = dh[row * hidden..<(row + 1) * hidden]
        let x = dx[row * inputs..<(row + 1) * inputs]
        joined += hFirst ? h + x : x + h
      }
      try fixture.expect(joined, "grads.params", "W_\(gate).weight")
      if let bias = layer.weights.inputBias {
        let db = parameters.gradient(of: bias)[index * hidden..<(index + 1) * hidden]
        try fixture.expect(Array(db), "grads.params", "W_\(gate).bias")
      }
    }
  }

  /// The parts of a matrix on [h, x] or [x, h] that see x and h.
  private static func split(
    _ fixture: Fixture, _ section: String, _ name: String
  ) throws -> (x: [Float], h: [Float]) {
    let order = fixture.config["concat_order"] as? String
    try #require(order == "[h,x]" || order == "[x,h]", "\(order ?? "")")
    let matrix = try fixture.require(section, name)
    let (columns, hidden) = (matrix.shape[1], try fixture.integer("hidden_size"))
    let inputs = columns - hidden
    var (x, h): ([Float], [Float]) = ([], [])
    for row in 0..<matrix.shape[0] {
      let numbers = matrix.floats[row * columns..<(row + 1) * columns]
      if order == "[h,x]" {
        h += numbers.prefix(hidden)
        x += numbers.suffix(inputs)
      } else {
        x += numbers.prefix(inputs)
        h += numbers.suffix(hidden)
      }
    }
    return (x, h)
  }

  @Test(
    "Minimal cells, step by step and side by side",
    arguments: Fixture.names("mingru", "minlstm"), [false, true])
  func minimal(name: String, isParallel: Bool) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "cell", "input_size", "hidden_size", "seq_len", "batch_size", "layout", "loss",
      "parallel_vs_sequential_max_abs",
    ])
    let cell = fixture.config["cell"] as? String ?? ""
    let names = [
      "mingru_vanilla": "mingru", "mingru_log": "mingru-log", "minlstm_vanilla": "minlstm",
      "minlstm_log": "minlstm-log",
    ]
    let kind = try #require(names[cell].flatMap { Cells.named($0) }, "\(cell)")
    let gates = cell.hasPrefix("mingru") ? ["z", "h"] : ["f", "i", "h"]
    let layer = try CellCase(
      fixture, kind: kind, isParallel: isParallel, startsPositive: cell.hasSuffix("_log"))
    try layer.run { parameters in
      parameters.set(
        layer.weights.input,
        try gates.flatMap { try fixture.require("params", "linear_\($0).weight").floats })
      parameters.set(
        try #require(layer.weights.inputBias),
        try gates.flatMap { try fixture.require("params", "linear_\($0).bias").floats })
    }
    try layer.expectAll()
    let dw = layer.tape.parameters.gradient(of: layer.weights.input)
    let db = layer.tape.parameters.gradient(of: try #require(layer.weights.inputBias))
    for (index, gate) in gates.enumerated() {
      let size = layer.hidden * layer.inputs
      try fixture.expect(
        Array(dw[index * size..<(index + 1) * size]), "grads.params", "linear_\(gate).weight")
      try fixture.expect(
        Array(db[index * layer.hidden..<(index + 1) * layer.hidden]), "grads.params",
        "linear_\(gate).bias")
    }
  }
}

/// One layer of a cell that PyTorch has no module for.
private final class CellCase {
  let fixture: Fixture
  let tape: Tape
  let weights: RecurrenceWeights
  let inputs: Int
  let hidden: Int
  private let x: Tensor
  private let initial: [Tensor]
  private let kind: CellKind
  /// Nil for a layer that is computed side by side.
  private let recurrence: Recurrence?
  private let states: [Tensor]
  private var fills: [(Tensor, [Float])] = []

  init(
    _ fixture: Fixture, kind: CellKind, isParallel: Bool = false, startsPositive: Bool = false
  ) throws {
    self.fixture = fixture
    self.kind = kind
    let input = try fixture.require("inputs", "x", .sequence)
    let (steps, batch) = (input.shape[0], input.shape[1])
    inputs = input.shape[2]
    hidden = try fixture.integer("hidden_size")
    let tape = Tape(parameters: Parameters())
    self.tape = tape
    let size = hidden
    x = tape.input(rows: steps * batch, columns: inputs)
    initial = kind.states.map { _ in tape.input(rows: batch, columns: size) }
    var sizes = RecurrenceWeights.Hyperparameters(cell: kind, inputs: inputs, hidden: hidden)
    sizes.hasBias = fixture.config["bias"] as? Bool ?? true
    weights = RecurrenceWeights("rnn", sizes, in: tape.parameters)
    let start = startsPositive ? initial.map { tape.apply(.positive, $0) } : initial
    if isParallel {
      recurrence = nil
      states = [
        tape.parallelRecurrence(x, weights, initial: start[0])
      ]
    } else {
      let layer = tape.recurrence(.sequence(x), weights, steps: steps, initial: start)
      recurrence = layer
      states = layer.states
    }
    fills.append((x, input.floats))
    for (state, tensor) in zip(kind.states, initial) {
      fills.append((tensor, try fixture.require("inputs", "\(state)0").floats))
    }
    for name in fixture.names(in: "upstream") {
      let result = try result(name)
      let weight = tape.input(like: result)
      tape.weightedSum(result, weight)
      let numbers = try fixture.require("upstream", name, name == "output" ? .sequence : .asIs)
      fills.append((weight, numbers.floats))
    }
  }

  private func result(_ name: String) throws -> Tensor {
    if name == "output" { return states[0] }
    let index = try #require(
      kind.states.firstIndex(of: String(name.dropLast(2))), "no output called \(name)")
    let rows = initial[0].rows
    return states[index].rows(from: states[index].rows - rows, count: rows)
  }

  func run(_ fill: (Parameters) throws -> Void) throws {
    try fill(tape.parameters)
    for (tensor, numbers) in fills { tape.write(numbers, to: tensor) }
    tape.forward()
    tape.backward()
  }

  /// Compares everything but the gradients of the parameters.
  func expectAll() throws {
    try fixture.expectLoss(tape.loss)
    for name in fixture.names(in: "outputs") {
      try fixture.expect(
        tape.read(result(name)), "outputs", name, name == "output" ? .sequence : .asIs)
    }
    for name in fixture.names(in: "steps") {
      if let recurrence {
        try fixture.expect(Fixture.value(name, of: [recurrence]), "steps", name)
      } else {
        try #require(name == "h" || name == "dL_dh")
        try fixture.expect(
          name == "h" ? tape.read(states[0]) : tape.readGradient(states[0]), "steps", name)
      }
    }
    try fixture.expect(tape.readGradient(x), "grads.inputs", "x", .sequence)
    for (state, tensor) in zip(kind.states, initial) {
      try fixture.expect(tape.readGradient(tensor), "grads.inputs", "\(state)0")
    }
  }
}
