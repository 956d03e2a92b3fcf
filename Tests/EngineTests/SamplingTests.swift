import Testing

@testable import Engine

@Suite("Sampling")
struct SamplingTests {
  @Test("Top-k keeps the likeliest and their proportions")
  func topK() {
    let logits: [Float] = [0, 2, 1, 2, -1]
    let all = Sampling(temperature: 0.7).probabilities(logits)
    let three = Sampling(temperature: 0.7, topK: 3).probabilities(logits)
    #expect(three[0] == 0 && three[4] == 0)
    #expect(abs(three.reduce(0, +) - 1) < 1e-6)
    #expect(abs(three[1] / three[2] - all[1] / all[2]) < 1e-5)
    #expect(Sampling(topK: 1).probabilities(logits) == [0, 1, 0, 0, 0])
    #expect(Sampling(temperature: 0).probabilities(logits) == [0, 1, 0, 0, 0])
    #expect(Sampling(topK: 9).probabilities(logits) == Sampling().probabilities(logits))
  }

  /// Five standard errors of 20 000 draws.
  @Test("Draws have their probabilities, and a seed its draws")
  func draws() {
    let logits: [Float] = [0, 1.5, -0.5, 0.7]
    let sampling = Sampling(temperature: 1.3, topK: 3)
    let probabilities = sampling.probabilities(logits)
    var (random, again) = (Random(seed: 6), Random(seed: 6))
    var counts = [Int](repeating: 0, count: 4)
    for _ in 0..<20_000 {
      let token = sampling.draw(logits, using: &random)
      #expect(token == sampling.draw(logits, using: &again))
      counts[Int(token)] += 1
    }
    #expect(counts[2] == 0)
    for (count, p) in zip(counts, probabilities) {
      #expect(abs(Float(count) / 20_000 - p) <= 5 * (p * (1 - p) / 20_000).squareRoot())
    }
  }

  @Test("softmax with a temperature, entropy and perplexity agree")
  func temperature() throws {
    for name in Fixture.names("softmax_temperature") {
      let fixture = try Fixture(name)
      try fixture.allowOptions(["temperatures"])
      let logits = try fixture.require("inputs", "logits")
      let rows = stride(from: 0, to: logits.numbers.count, by: logits.shape[1]).map {
        Array(logits.floats[$0..<$0 + logits.shape[1]])
      }
      for temperature in try #require(fixture.config["temperatures"] as? [Double]) {
        let sampling = Sampling(temperature: Float(temperature))
        try fixture.expect(
          rows.flatMap { sampling.probabilities($0) }, "outputs", "probs_T\(temperature)")
      }
      let entropies = rows.map { entropy(Sampling().probabilities($0)) }
      try fixture.expect(entropies, "outputs", "entropy_nats")
      try fixture.expect(entropies.map { exponential($0) }, "outputs", "perplexity")
    }
  }
}
