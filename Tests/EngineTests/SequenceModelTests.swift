import Testing

@testable import Engine

@Suite("Models of one recurrent stack")
struct SequenceModelTests {
  @Test(
    "Embedding or one-hot ids, recurrent layers, a linear layer and its loss",
    arguments: Fixture.names("model_"))
  func sequenceModels(name: String) throws {
    let fixture = try Fixture(name)
    let model = try FixtureModel(fixture)
    model.tape.forward()
    model.tape.backward()
    try fixture.expectLoss(model.tape.loss)
    for output in fixture.names(in: "outputs") {
      switch output {
      case "logits":
        try fixture.expect(
          model.tape.read(model.logits), "outputs", output,
          model.predictsEveryStep && fixture.config["layout"] != nil ? .sequence : .asIs)
      case "h_n", "c_n":
        let states = model.stack.finalStates(output == "h_n" ? 0 : 1)
        try fixture.expect(states.flatMap { model.tape.read($0) }, "outputs", output)
      default: Issue.record("no output called \(output)")
      }
    }
    try fixture.expectSteps(model.stack)
    try fixture.expectGradients(model.tape.parameters)
  }

  @Test(
    "Truncated backpropagation through a sine, window by window",
    arguments: Fixture.names("tbptt_sine"))
  func truncated(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "n_steps", "seq_length", "hidden", "num_layers", "optimizer", "lr", "betas", "eps",
      "hidden_initial", "data",
    ])
    try fixture.allow("optimizer", "Adam")
    try fixture.allow("num_layers", 1)
    let (hidden, steps) = (try fixture.integer("hidden"), try fixture.integer("seq_length"))
    let betas = try #require(fixture.config["betas"] as? [Double])
    let shape = SequenceModel.Hyperparameters(
      input: .features(1), cell: try #require(Cells.named("tanh")), hidden: hidden,
      output: .values(1), predictsEveryStep: true)
    let model = SequenceModel(shape, steps: steps, batch: 1, parameters: Parameters())
    try fixture.fill(model.tape.parameters)
    let trainer = Trainer(
      model.tape,
      optimizer: Adam(
        rate: try fixture.number("lr"), beta1: betas[0], beta2: betas[1],
        epsilon: try fixture.number("eps")), clipping: nil)
    let data = try fixture.require("inputs", "data")
    var (losses, norms): ([Float], [Float]) = ([], [])
    for window in 0..<(try fixture.integer("n_steps")) {
      let numbers = Array(data.floats[window * (steps + 1)..<(window + 1) * (steps + 1)])
      model.setInput(ids: [], features: Array(numbers[..<steps]))
      model.setTarget(classes: [], values: Array(numbers[1...]))
      if window == 0 { model.recurrence.resetState() } else { model.recurrence.carryState() }
      let update = trainer.update()
      losses.append(update.loss)
      norms.append(update.gradientNorm)
      if window == 0 {
        try fixture.expectLoss(update.loss)
        try fixture.expect(model.tape.read(model.outputs), "outputs", "first_prediction")
        try fixture.expectGradients(model.tape.parameters)
      }
    }
    try fixture.expect(losses, "outputs", "losses")
    try fixture.expect(norms, "outputs", "grad_norms")
    try fixture.expect(model.tape.read(model.outputs), "outputs", "last_prediction")
    try fixture.expect(
      model.tape.read(model.recurrence.finalState()), "outputs", "final_hidden")
    for parameter in model.tape.parameters.all {
      try fixture.expect(
        model.tape.parameters.values(of: parameter), "outputs", "final.\(parameter.name)")
    }
  }

  @Test("Carried state goes on where the last window ended")
  func carriedState() throws {
    let kind = try #require(Cells.named("lstm"))
    let shape = SequenceModel.Hyperparameters(
      input: .oneHot(5), cell: kind, hidden: 6, output: .classes(5), predictsEveryStep: true)
    let parameters = Parameters()
    let whole = SequenceModel(shape, steps: 6, batch: 1, parameters: parameters)
    let half = SequenceModel(shape, steps: 3, batch: 1, parameters: parameters)
    var random = Random(seed: 5)
    parameters.draw(using: &random)
    let ids: [Int32] = [0, 3, 1, 4, 4, 2]
    whole.setInput(ids: ids, features: [])
    whole.setTarget(classes: ids, values: [])
    whole.tape.forward()
    half.setTarget(classes: [0, 0, 0], values: [])
    half.setInput(ids: Array(ids[..<3]), features: [])
    half.tape.forward()
    let first = half.tape.read(half.outputs)
    half.recurrence.carryState()
    half.setInput(ids: Array(ids[3...]), features: [])
    half.tape.forward()
    #expect(first + half.tape.read(half.outputs) == whole.tape.read(whole.outputs))
  }
}
