import Testing

@testable import Engine

@Suite("A run stopped, saved, loaded and continued")
struct TrainerFileTests {
  /// A run of a character model with carried state, whose data comes from a generator.
  private struct Run {
    let model: SequenceModel
    let trainer: Trainer
    var random = Random(seed: 2)

    init(_ optimizer: OptimizerKind) throws {
      let shape = SequenceModel.Hyperparameters(
        input: .oneHot(7), cell: try #require(Cells.named("lstm")), hidden: 19,
        output: .classes(7), predictsEveryStep: true)
      model = SequenceModel(shape, steps: 5, batch: 3, parameters: Parameters())
      var weights = Random(seed: 1)
      model.tape.parameters.draw(using: &weights)
      trainer = Trainer(model.tape, optimizer: optimizer.make(0.01), clipping: .norm(1))
    }

    mutating func update() -> Trainer.Update {
      model.setInput(ids: (0..<15).map { _ in Int32(random.integer(below: 7)) }, features: [])
      model.setTarget(classes: (0..<15).map { _ in Int32(random.integer(below: 7)) }, values: [])
      model.recurrence.carryState()
      return trainer.update()
    }

    /// Everything that the run is, as the bytes of a file.
    func saved() -> [UInt8] {
      var file = trainer.stored()
      for (index, state) in model.recurrence.finalStates.enumerated() {
        file.tensors["state.\(index)"] = StoredTensor(
          shape: [state.rows, state.columns], model.tape.read(state))
      }
      file.metadata["random"] = random.state
      return file.bytes()
    }

    mutating func load(_ bytes: [UInt8]) throws {
      let file = try SafeTensors(bytes: bytes)
      try trainer.load(file, reserved: ["state."])
      random = try #require(Random(state: file.metadata["random"] ?? ""))
      for (index, state) in model.recurrence.finalStates.enumerated() {
        model.tape.write(try #require(file.tensors["state.\(index)"]).floats, to: state)
      }
    }
  }

  @Test("equals one that was never stopped, bit for bit", arguments: OptimizerKind.all.map(\.name))
  func continuation(name: String) throws {
    let kind = try #require(OptimizerKind.all.first { $0.name == name })
    var whole = try Run(kind)
    for _ in 0..<7 { _ = whole.update() }
    let bytes = whole.saved()
    var second = try Run(kind)
    try second.load(bytes)
    #expect(second.saved() == bytes)
    for _ in 0..<9 {
      let (one, other) = (whole.update(), second.update())
      #expect(one.number == other.number)
      #expect(one.loss == other.loss)
      #expect(one.gradientNorm == other.gradientNorm)
    }
    #expect(whole.saved() == second.saved())
  }

  @Test("is refused by another optimiser, and by a file of a model alone")
  func refusal() throws {
    let (adam, sgd) = try (Run(OptimizerKind.all[0]), Run(OptimizerKind.all[2]))
    var (from, to) = (sgd, adam)
    _ = from.update()
    let bytes = from.saved()
    let other = #expect(throws: CheckpointError.self) { try to.load(bytes) }
    #expect(
      other?.description.contains("another optimiser: it has no exp_avg of the right size") == true)
    let alone = from.model.tape.parameters.stored().bytes()
    let error = #expect(throws: CheckpointError.self) { try to.load(alone) }
    #expect(error?.description == "holds a model, and not the training of one")
  }
}
