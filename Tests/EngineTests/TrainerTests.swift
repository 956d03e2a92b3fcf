import Testing

@testable import Engine

@Suite("The trainer")
struct TrainerTests {
  @Test("A number that is not finite leaves the parameters alone and names where it came from")
  func divergence() throws {
    let kind = try #require(Cells.named("relu"))
    let shape = SequenceModel.Hyperparameters(
      input: .features(3), cell: kind, hidden: 5, output: .values(2), predictsEveryStep: false)
    let checked = try CheckedModel(shape)
    let parameters = checked.model.tape.parameters
    let weight = try #require(parameters["rnn.weight_hh_l0"])
    parameters.set(weight, [Float](repeating: 3e38, count: weight.count))
    let before = parameters.all.map { parameters.values(of: $0) }
    let trainer = Trainer(checked.model.tape, optimizer: SGD(rate: 0.1), clipping: .norm(1))
    let update = trainer.update()
    #expect(update.firstNonFinite == "rnn (relu)")
    #expect(parameters.all.map { parameters.values(of: $0) } == before)
  }
}

/// A model with weights of moderate size and inputs filled.
struct CheckedModel {
  let model: SequenceModel

  init(_ shape: SequenceModel.Hyperparameters, batch: Int = 3, threads: Int = 1) throws {
    let steps = 4
    model = SequenceModel(
      shape, steps: steps, batch: batch, parameters: Parameters(), threads: threads)
    var random = Random(seed: 11)
    model.tape.parameters.draw(using: &random)
    if shape.cell.name == "relu", let bias = model.tape.parameters["rnn.bias_ih_l0"] {
      // Units far from the kink, where no derivative exists: some on, some off.
      model.tape.parameters.set(bias, (0..<bias.count).map { $0 % 2 == 0 ? 4 : -8 })
    }
    let rows = steps * batch
    let answers = shape.predictsEveryStep ? rows : batch
    model.setInput(
      ids: (0..<rows).map { _ in Int32(random.integer(below: 5)) },
      features: (0..<rows * 3).map { _ in random.normal() })
    model.setTarget(
      classes: (0..<answers).map { _ in Int32(random.integer(below: 4)) },
      values: (0..<answers * 2).map { _ in random.normal() })
  }
}
