import Testing

@testable import Engine

@Suite("Encoder-decoder models against PyTorch")
struct EncoderDecoderReferenceTests {
  @Test(
    "Teacher-forced, free-running and attending models agree", arguments: Fixture.names("seq2seq"))
  func agrees(name: String) throws {
    let fixture = try Fixture(name)
    let (model, free) = try (Self.model(fixture), Self.model(fixture))
    let isForced = fixture.config["teacher_forcing"] as? Bool ?? true
    var random = Random(seed: 1)
    model.drawTeacherForcing(probability: isForced ? 1 : 0, using: &random)
    free.drawTeacherForcing(probability: 0, using: &random)
    model.tape.forward()
    model.tape.backward()
    free.tape.forward()
    try fixture.expectLoss(model.tape.loss)
    for output in fixture.names(in: "outputs") {
      switch output {
      case "logits":
        try fixture.expect(model.tape.read(model.logits), "outputs", output, .batchFirst)
      case "alignments": try fixture.expect(model.alignments(), "outputs", output, .batchFirst)
      case "encoder_output":
        try fixture.expect(
          model.tape.read(model.encoder.output), "outputs", output, .batchFirst)
      case "encoder_h_n", "encoder_c_n":
        let states = model.encoder.finalStates(output == "encoder_h_n" ? 0 : 1)
        try fixture.expect(states.flatMap { model.tape.read($0) }, "outputs", output)
      case "fed_tokens":
        let fed = try fixture.require("outputs", output, .batchFirst)
        #expect(model.fedTokens() == fed.ids)
      case "greedy_tokens":
        let said = try fixture.require("outputs", output, .batchFirst)
        #expect(free.predictedTokens() == said.ids)
      default: Issue.record("no output called \(output)")
      }
    }
    try Self.expectSteps(fixture, model)
    try fixture.expectGradients(model.tape.parameters)
  }

  private static func model(_ fixture: Fixture) throws -> EncoderDecoder {
    try fixture.allowOptions([
      "vocab", "embed", "hidden", "attention", "num_layers", "batch_size", "src_len", "tgt_len",
      "pad", "bos", "eos", "layout", "teacher_forcing", "loss", "greedy_tokens",
    ])
    try fixture.allow("layout", "BTF")
    let vocabulary = try fixture.integer("vocab")
    var shape = EncoderDecoder.Hyperparameters(
      sourceCount: vocabulary, targetCount: vocabulary, embedding: try fixture.integer("embed"),
      hidden: try fixture.integer("hidden"), cell: try #require(Cells.named("lstm")))
    shape.layers = fixture.config["num_layers"] as? Int ?? 1
    shape.attention = fixture.config["attention"] as? Int
    shape.padding = try fixture.integer("pad")
    let source = try fixture.require("inputs", "src", .batchFirst)
    let target = try fixture.require("inputs", "tgt", .batchFirst)
    let (batch, steps) = (target.shape[1], target.shape[0] - 1)
    let model = EncoderDecoder(
      shape, sourceSteps: source.shape[0], targetSteps: steps, batch: batch,
      parameters: Parameters())
    try fixture.fill(model.tape.parameters)
    model.fill(
      source: source.ids, lengths: try fixture.require("inputs", "src_lengths").ids,
      inputs: Array(target.ids[..<(steps * batch)]), targets: Array(target.ids[batch...]))
    return model
  }

  private static func expectSteps(_ fixture: Fixture, _ model: EncoderDecoder) throws {
    let names = fixture.names(in: "steps")
    if names.contains(where: { $0.hasPrefix("encoder.") }) {
      try fixture.expectSteps(model.encoder, module: "encoder.")
    }
    for name in names where !name.hasPrefix("encoder.") {
      let parts = name.split(separator: ".").last.map(String.init)?.split(separator: "_") ?? []
      let isLayered = parts.last?.hasPrefix("l") == true && parts.count > 1
      let layer = isLayered ? Int(parts.last?.dropFirst() ?? "") ?? 0 : 0
      let value = (isLayered ? parts.dropLast() : parts[...]).joined(separator: "_")
      try fixture.expect(
        Fixture.value(value, of: model.steps.map { $0.recurrences[layer] }), "steps", name)
    }
  }
}
