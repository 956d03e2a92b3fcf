import Testing

@testable import Engine

@Suite("Sampling and search")
struct DecodingTests {
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

  /// A model whose next token depends on all before it: the state is the number they spell.
  private func logProbabilities(_ state: Int) -> [Float] {
    var random = Random(seed: UInt64(state) &+ 77)
    let logits = (0..<4).map { _ in 2 * random.normal() }
    return Sampling().probabilities(logits).map { logarithm($0) }
  }

  private func search(width: Int, limit: Int, penalty: Float = 0) -> [Hypothesis<Int>] {
    beamSearch(width: width, start: (0, 0), eos: 3, limit: limit, lengthPenalty: penalty) { live in
      live.map { token, state in
        let next = state * 5 + Int(token) + 1
        return (logProbabilities(next), next)
      }
    }
  }

  /// All sequences of up to `limit` tokens that end with 3 or are cut off there.
  private func all(limit: Int) -> [(tokens: [Int32], logProbability: Float)] {
    var (done, live) = ([(tokens: [Int32], logProbability: Float)](), [([Int32](), Float(0), 1)])
    for _ in 0..<limit {
      live = live.flatMap { tokens, sum, state in
        let logs = logProbabilities(state)
        return (0..<4).map { token in
          (tokens + [Int32(token)], sum + logs[token], state * 5 + token + 1)
        }
      }
      done += live.filter { $0.0.last == 3 }.map { ($0.0, $0.1) }
      live.removeAll { $0.0.last == 3 }
    }
    return done + live.map { ($0.0, $0.1) }
  }

  @Test("A beam as wide as the tree finds the likeliest of all sequences", arguments: 1...5)
  func exhaustive(limit: Int) throws {
    let best = try #require(all(limit: limit).max { $0.logProbability < $1.logProbability })
    let found = try #require(search(width: 400, limit: limit).first)
    #expect(found.tokens == best.tokens)
    #expect(abs(found.logProbability - best.logProbability) < 1e-5)
    // A wider beam is never worse than a narrow one here, and no better than the best of all.
    for width in 1...4 {
      let narrow = try #require(search(width: width, limit: limit).first)
      #expect(narrow.logProbability <= best.logProbability + 1e-5)
    }
  }

  @Test("A beam of one is greedy decoding")
  func greedy() throws {
    var (tokens, state, last) = ([Int32](), 0, Int32(0))
    for _ in 0..<6 where last != 3 {
      state = state * 5 + Int(last) + 1
      last = Int32(likeliest(logProbabilities(state)))
      tokens.append(last)
    }
    #expect(search(width: 1, limit: 6).first?.tokens == tokens)
  }

  @Test("A length penalty compares the mean per token")
  func lengthPenalty() {
    let hypothesis = Hypothesis(
      tokens: [1, 2, 1, 2], logProbability: -6, state: 0, isFinished: true)
    #expect(hypothesis.score(lengthPenalty: 0) == -6)
    #expect(abs(hypothesis.score(lengthPenalty: 1) + 1.5) < 1e-5)
  }
}
