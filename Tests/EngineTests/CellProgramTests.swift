import Testing

@testable import Engine

@Suite("A cell that is given by its equations alone")
struct CellProgramTests {
  @Test("Every example is a cell")
  func examples() { #expect(OwnCells.all.count == OwnCells.texts.count) }

  @Test("Matrices on the same operand are one product")
  func products() throws {
    let lstm = try #require(Cells.named("lstm"))
    let program = CellProgram(lstm.cellEquations)
    #expect(program.products.map(\.matrices) == [["U_i", "U_f", "U_g", "U_o"]])
    let textbook = CellProgram(try #require(Cells.named("gru-textbook")).cellEquations)
    #expect(textbook.products.map(\.matrices) == [["U_z", "U_r"], ["U_h"]])
    let peepholes = CellProgram(try CellEquations("c' = tanh(W_c x + U_c c); h' = U_h c'"))
    #expect(peepholes.products.map(\.matrices) == [["U_c"], ["U_h"]])
  }

  @Test("Parameters have the names of the equations, and are saved and found under them")
  func names() throws {
    let kind = try #require(OwnCells.all.first { $0.name == "peepholes" })
    let parameters = Parameters()
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: 3, hidden: 2, in: parameters)
    #expect(
      parameters.all.map(\.name) == [
        "rnn.W_i_l0", "rnn.W_f_l0", "rnn.W_g_l0", "rnn.W_o_l0", "rnn.U_i_l0", "rnn.U_f_l0",
        "rnn.U_g_l0", "rnn.U_o_l0", "rnn.p_i_l0", "rnn.b_i_l0", "rnn.p_f_l0", "rnn.b_f_l0",
        "rnn.b_g_l0", "rnn.p_o_l0", "rnn.b_o_l0",
      ])
    let again = RecurrenceWeights("rnn", cell: kind, inputs: 3, hidden: 2, in: parameters)
    #expect(again.input == weights.input && parameters.all.count == 15)
    #expect(weights.input.rows == 8 && weights.recurrent?.rows == 8)
  }

  @Test("The forget gate's bias is what it adds, and starts from what is asked for")
  func forgetBias() throws {
    var random = Random(seed: 1)
    for name in ["no-output-gate", "coupled", "peepholes", "own-gru"] {
      let kind = try #require(OwnCells.all.first { $0.name == name })
      let parameters = Parameters()
      var layer = RecurrenceWeights.Hyperparameters(cell: kind, inputs: 3, hidden: 4)
      layer.start.forgetBias = 2
      _ = RecurrenceWeights("rnn", layer, in: parameters)
      parameters.draw(using: &random)
      let gate = kind.gates[try #require(kind.forgetGate)]
      let bias = try #require(parameters["rnn.b_\(gate)_l0"])
      #expect(kind.hasForgetBias && parameters.values(of: bias) == [2, 2, 2, 2], "\(name)")
      let peephole = parameters["rnn.p_\(gate)_l0"].map { parameters.values(of: $0) } ?? []
      #expect(!peephole.contains(2) && !peephole.contains(0))
    }
    let plain = try CellKind(
      own: "plain", CellEquations("f = sigmoid(W_f x + U_f h); h' = f * h + tanh(W_h x)"))
    #expect(plain.forgetGate == 0 && !plain.hasForgetBias)
  }

  @Test("A cell that sees no input is refused")
  func noInput() throws {
    let equations = try CellEquations("h' = tanh(U_h h + b_h)")
    #expect(throws: EquationError.self) { _ = try CellKind(own: "deaf", equations) }
  }

  /// A compiled cell's weights in the parameters of the same equations.
  private func copy(_ kind: CellKind, _ from: Parameters, to own: Parameters, hidden: Int) throws {
    let inputs = try #require(from["rnn.weight_ih_l0"]).columns
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: inputs, hidden: hidden, in: from)
    for (name, source, range) in weights.namedRanges {
      let target = try #require(own["rnn.\(name)_l0"], "\(name)")
      own.set(target, Array(from.values(of: source)[range]))
    }
    for name in ["fc.weight", "fc.bias"] {
      own.set(try #require(own[name]), from.values(of: try #require(from[name])))
    }
    #expect(own.count == from.count, "every parameter has its counterpart")
  }

  private func model(_ kind: CellKind, threads: Int = 1) -> SequenceModel {
    SequenceModel(
      SequenceModel.Hyperparameters(
        input: .oneHot(6), cell: kind, hidden: 16, output: .classes(4), predictsEveryStep: false),
      steps: 20, batch: 16, parameters: Parameters(), threads: threads)
  }

  /// Losses of updates on sequences whose first symbol is asked for after the last.
  private func losses(_ model: SequenceModel, updates: Int) -> [Float] {
    var random = Random(seed: 3)
    let isGated = model.hyperparameters.cell.gates.count > 1
    let trainer = Trainer(
      model.tape, optimizer: OptimizerKind.all[0].make(isGated ? 0.01 : 0.001), clipping: .norm(1))
    return (0..<updates).map { _ in
      let answers = (0..<16).map { _ in Int32(random.integer(below: 4)) }
      let rest = (0..<19 * 16).map { _ in Int32(4 + random.integer(below: 2)) }
      model.setInput(ids: answers + rest, features: [])
      model.setTarget(classes: answers, values: [])
      return trainer.update().loss
    }
  }

  @Test("Losses are the compiled cell's, update after update", arguments: Cells.all)
  func losses(kind: CellKind) throws {
    let compiled = model(kind)
    var random = Random(seed: 1)
    compiled.tape.parameters.draw(using: &random)
    let own = model(try CellKind(own: "own", kind.cellEquations))
    try copy(kind, compiled.tape.parameters, to: own.tape.parameters, hidden: 16)
    let (first, second) = (losses(compiled, updates: 100), losses(own, updates: 100))
    let largest = zip(first, second).map { abs($0 - $1) }.max() ?? .infinity
    // A rectified unit that is on in one and off in the other makes rounding grow.
    #expect(largest <= 1e-5, "\(kind.name): \(largest)")
    #expect(first[0].isFinite && Set(first).count > 90)
  }

  @Test("Threads change no digit of training", arguments: OwnCells.all)
  func threads(kind: CellKind) {
    let runs = [1, 2, 3].map { threads in
      let model = model(kind, threads: threads)
      var random = Random(seed: 1)
      model.tape.parameters.draw(using: &random)
      return losses(model, updates: 12)
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
    #expect(!runs[0].contains { !$0.isFinite })
  }
}
