import Testing

@testable import Engine

@Suite("Beam search")
struct BeamSearchTests {
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
