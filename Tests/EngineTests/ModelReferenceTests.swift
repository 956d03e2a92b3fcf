import Testing

@testable import Engine

@Suite("Whole models against PyTorch")
struct ModelReferenceTests {
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

  @Test("A hand-rolled linear recurrence on [x, h]", arguments: Fixture.names("rnn_i2h_h2o_nll"))
  func handRolled(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "input_size", "hidden_size", "classes", "seq_len", "batch_size", "layout", "concat_order",
      "h0", "loss", "lr",
    ])
    try fixture.allow("h0", "zeros")
    let order = fixture.config["concat_order"] as? String
    try #require(order == "[x,h]" || order == "[h,x]")
    let input = try fixture.require("inputs", "x", .sequence)
    let (steps, batch, inputs) = (input.shape[0], input.shape[1], input.shape[2])
    let hidden = try fixture.integer("hidden_size")
    let classes = try fixture.integer("classes")
    let kind = try #require(Cells.named("linear"))
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
      h = tape.linear(tape.concatenate(order == "[x,h]" ? [now, h] : [h, now]), weight, bias)
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

    // The cell of the list computes the same from the two parts of i2h.
    let second = Tape(parameters: Parameters())
    let weights = RecurrenceWeights(
      "rnn", cell: kind, inputs: inputs, hidden: hidden, in: second.parameters)
    let place = second.input(rows: steps * batch, columns: inputs)
    let recurrence = second.recurrence(.sequence(place), weights, steps: steps)
    let matrix = parameters.values(of: weight)
    let first = order == "[x,h]" ? inputs : hidden
    func part(_ columns: Range<Int>) -> [Float] {
      (0..<hidden).flatMap { row in columns.map { matrix[row * (inputs + hidden) + $0] } }
    }
    let (left, right) = (part(0..<first), part(first..<inputs + hidden))
    second.parameters.set(weights.input, order == "[x,h]" ? left : right)
    second.parameters.set(try #require(weights.recurrent), order == "[x,h]" ? right : left)
    second.parameters.set(try #require(weights.inputBias), parameters.values(of: bias))
    second.write(input.floats, to: place)
    second.forward()
    try fixture.expect(recurrence.stateValues(), "steps", "h")

    var optimizer = SGD(rate: try fixture.number("lr"))
    optimizer.update(parameters)
    for parameter in parameters.all {
      try fixture.expect(
        parameters.values(of: parameter), "outputs", "sgd_step.\(parameter.name)")
    }
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
}

/// A model of a case: what the course's decks build around one recurrent stack.
private struct FixtureModel {
  let tape: Tape
  let stack: RecurrentStack
  let logits: Tensor
  let predictsEveryStep: Bool

  init(_ fixture: Fixture) throws {
    try fixture.allowOptions([
      "vocab", "hidden_size", "hidden_dim", "batch_size", "seq_len", "layout", "ids", "loss",
      "embed_size", "embed_dim", "embedding_dim", "classes", "parts_size", "num_layers",
    ])
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    self.tape = tape
    let names = fixture.names(in: "params")
    let isLSTM = names.contains { $0.hasPrefix("lstm.") }
    let cell = try #require(Cells.named(isLSTM ? "lstm" : "tanh"))
    let hidden = try #require(
      fixture.config["hidden_size"] as? Int ?? fixture.config["hidden_dim"] as? Int)
    var shape = RecurrentStack.Hyperparameters(cell: cell, hidden: hidden)
    shape.layers = fixture.config["num_layers"] as? Int ?? 1

    // Ids, time first; with the next ones as targets where the case has no others.
    let isBatchFirst = fixture.config["layout"] != nil
    var given = try fixture.require("inputs", "ids", isBatchFirst ? .sequence : .asIs)
    if given.shape.count == 1 { given.shape.append(1) }
    let batch = given.shape[1]
    let isNext = fixture.config["ids"] != nil
    let steps = given.shape[0] - (isNext ? 1 : 0)
    let ids = tape.tokens(count: steps * batch)
    let x: RecurrenceInput
    if let table = names.first(where: { $0.hasPrefix("embed") }) {
      let sizes = try fixture.require("params", table).shape
      x = .embedded(ids, parameters.add(table, shape: sizes))
    } else {
      x = .oneHot(ids, count: try fixture.integer("vocab"))
    }
    stack = tape.recurrentStack(isLSTM ? "lstm" : "rnn", shape, x, steps: steps)
    let head = try #require(
      names.first { ["fc.weight", "linear.weight", "dense.weight"].contains($0) })
    let target = try fixture.array("inputs", "target")
    predictsEveryStep = isNext || target?.shape.count == given.shape.count || batch == 1
    let read =
      predictsEveryStep ? stack.output : try #require(stack.finalStates().last)
    logits = tape.linear(
      read, parameters.add(head, shape: try fixture.require("params", head).shape),
      parameters.add(
        head.replacing(".weight", with: ".bias"),
        shape: [try fixture.require("params", head).shape[0]]))
    try fixture.fill(parameters)
    if (fixture.config["loss"] as? String ?? "").hasPrefix("BCE") {
      let place = tape.input(like: logits)
      tape.binaryCrossEntropy(logits, place)
      tape.write(try #require(target).floats, to: place)
    } else {
      let place = tape.tokens(count: logits.rows)
      tape.crossEntropy(logits, place)
      tape.write(
        isNext ? Array(given.ids[batch...]) : try #require(target).ids, to: place)
    }
    tape.write(Array(given.ids[..<(steps * batch)]), to: ids)
  }
}
