import Testing

@testable import Runs

@Suite("The evaluator of translations")
struct TranslationEvaluatorTests {
  @Test("Attention adds up to one over the source, and only exact matches are counted as right")
  func pairs() throws {
    let snapshot = try trained(
      ["problem=dates", "cell=gru", "hidden=16", "attention=on", "bidirectional=on"], updates: 25)
    let observation = try #require(snapshot.translation)
    #expect(observation.examples.count == TranslationEvaluator.shown)
    #expect(observation.exactMatch != nil)
    for example in observation.examples {
      let steps = example.source.count
      #expect(example.alignment.count == steps * example.closedLoop.count)
      for row in example.closedLoop.indices {
        let sum = example.alignment[row * steps..<(row + 1) * steps].reduce(0, +)
        #expect(abs(sum - 1) < 1e-4)
      }
    }
  }

  @Test("A teacher that is dropped leaves the examples as they were")
  func forcing() throws {
    let with = try trained(["problem=cipher", "cell=gru", "steps=5"], updates: 1)
    let without = try trained(["problem=cipher", "cell=gru", "steps=5", "forcing=0"], updates: 1)
    #expect(with.translation?.examples.map(\.source) == without.translation?.examples.map(\.source))
    #expect(with.loss != without.loss)
  }
}
