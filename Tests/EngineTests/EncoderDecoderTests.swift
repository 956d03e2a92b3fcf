import Testing

@testable import Engine

@Suite("Encoder-decoder models")
struct EncoderDecoderTests {
  private static let bos: Int32 = 1
  private static let eos: Int32 = 2

  /// A small model with random weights and one batch of sources.
  private func model(
    attention: Int?, isBidirectional: Bool = false, cell: String = "gru",
    parameters: Parameters = Parameters()
  ) throws -> EncoderDecoder {
    var shape = EncoderDecoder.Hyperparameters(
      sourceCount: 9, targetCount: 7, embedding: 5, hidden: 19,
      cell: try #require(Cells.named(cell)))
    shape.attention = attention
    shape.isBidirectional = isBidirectional
    let model = EncoderDecoder(
      shape, sourceSteps: 5, targetSteps: 6, batch: 2, parameters: parameters)
    var random = Random(seed: 9)
    for parameter in parameters.all {
      parameters.set(parameter, (0..<parameter.count).map { _ in 0.6 * random.normal() })
    }
    model.fill(
      source: [3, 4, 5, 6, 7, 8, 3, 0, 4, 0], lengths: [5, 3],
      inputs: [Self.bos, Self.bos] + (0..<10).map { _ in Int32(3 + random.integer(below: 4)) },
      targets: (0..<12).map { _ in Int32(2 + random.integer(below: 5)) })
    return model
  }

  @Test("Teacher forcing feeds the target, free running what was said, and it may change")
  func forcing() throws {
    let model = try model(attention: nil)
    var random = Random(seed: 3)
    model.drawTeacherForcing(probability: 1, using: &random)
    model.tape.forward()
    let forced = (model.fedTokens(), model.tape.read(model.logits))
    model.drawTeacherForcing(probability: 0, using: &random)
    model.tape.forward()
    let fed = model.fedTokens()
    #expect(Array(fed[2...]) == Array(model.predictedTokens()[..<10]))
    #expect(fed != forced.0)
    model.drawTeacherForcing(probability: 0.5, using: &random)
    model.tape.forward()
    let mixed = model.fedTokens()
    #expect(mixed != fed && mixed != forced.0)
    model.drawTeacherForcing(probability: 1, using: &random)
    model.tape.forward()
    #expect(model.fedTokens() == forced.0)
    #expect(model.tape.read(model.logits) == forced.1)
  }

  @Test(
    "A beam of one says what the free-running model says",
    arguments: [nil, 6], [false, true])
  func search(attention: Int?, isBidirectional: Bool) throws {
    let parameters = Parameters()
    let model = try model(
      attention: attention, isBidirectional: isBidirectional, cell: "lstm",
      parameters: parameters)
    var random = Random(seed: 3)
    model.drawTeacherForcing(probability: 0, using: &random)
    model.tape.forward()
    let said = model.predictedTokens()
    let greedy = DecoderSearch(
      model.hyperparameters, width: 1, sourceSteps: 5, parameters: parameters)
    let wide = DecoderSearch(
      model.hyperparameters, width: 4, sourceSteps: 5, parameters: parameters)
    for (sequence, source) in [[3, 5, 7, 3, 4] as [Int32], [4, 6, 8]].enumerated() {
      let own = stride(from: sequence, to: said.count, by: 2).map { said[$0] }
      let stop = own.firstIndex(of: Self.eos).map { $0 + 1 } ?? own.count
      let found = try #require(
        greedy.search(source, bos: Self.bos, eos: Self.eos, limit: 6).first)
      #expect(found.tokens == Array(own[..<stop]))
      let better = try #require(
        wide.search(source, bos: Self.bos, eos: Self.eos, limit: 6).first)
      #expect(better.logProbability >= found.logProbability - 1e-5)
    }
  }

  @Test("Attention looks at valid steps only, and its weights add up to one")
  func alignments() throws {
    let model = try model(attention: 6)
    var random = Random(seed: 3)
    model.drawTeacherForcing(probability: 1, using: &random)
    model.tape.forward()
    let weights = model.alignments()
    #expect(weights.count == 6 * 2 * 5)
    for row in 0..<12 {
      let own = weights[row * 5..<(row + 1) * 5]
      #expect(abs(own.reduce(0, +) - 1) < 1e-5)
      if row % 2 == 1 { #expect(own.suffix(2).elementsEqual([0, 0])) }
    }
  }

  @Test("A reversed source has the valid steps of each sequence turned around")
  func reversal() {
    #expect(
      reversedSequences([1, 2, 3, 4, 5, 0, 6, 0], lengths: [4, 2]) == [6, 4, 5, 2, 3, 0, 1, 0])
    let ids: [Int32] = [1, 2, 3, 4, 5, 6]
    #expect(reversedSequences(reversedSequences(ids, lengths: [3, 2]), lengths: [3, 2]) == ids)
  }
}

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
