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
