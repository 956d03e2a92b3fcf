/// A sequence that beam search considers.
public struct Hypothesis<State> {
  /// Its tokens, without the start token; the last of a finished one is EOS.
  public var tokens: [Int32]
  /// The sum of their log probabilities.
  public var logProbability: Float
  /// The model's state after them.
  public var state: State
  /// Whether it has ended with EOS.
  public var isFinished: Bool

  /// The log probability over length^penalty, by which hypotheses of different lengths are
  /// compared.
  public func score(lengthPenalty: Float) -> Float {
    let length = Float(max(1, tokens.count))
    return lengthPenalty == 0
      ? logProbability : logProbability / exponential(lengthPenalty * logarithm(length))
  }
}

/// The likeliest sequences of a model that predicts token by token, by beam search: at every step
/// the `width` best continuations of all unfinished hypotheses are retained. With width 1 it is
/// greedy decoding.
///
/// - Parameters:
///   - width: hypotheses retained
///   - start: the start token (BOS) and the state before it
///   - eos: the token that ends a sequence
///   - limit: the most tokens of a sequence
///   - lengthPenalty: 0 compares log probabilities, 1 their mean per token
///   - step: the log probabilities [tokens] and the state after each of the given tokens and states
/// - Returns: the best hypotheses, best first; of equal ones the one that was extended first.
public func beamSearch<State>(
  width: Int, start: (token: Int32, state: State), eos: Int32, limit: Int,
  lengthPenalty: Float = 0,
  step: ([(token: Int32, state: State)]) -> [(logProbabilities: [Float], state: State)]
) -> [Hypothesis<State>] {
  precondition(width > 0, "a beam has a width of at least one hypothesis")
  var beam = [
    Hypothesis(tokens: [], logProbability: 0, state: start.state, isFinished: false)
  ]
  for _ in 0..<limit {
    let unfinished = beam.filter { !$0.isFinished }
    guard !unfinished.isEmpty else { break }
    let results = step(unfinished.map { ($0.tokens.last ?? start.token, $0.state) })
    var candidates = beam.filter(\.isFinished)
    for (hypothesis, result) in zip(unfinished, results) {
      // No more than `width` continuations of one hypothesis can be among the best.
      let order = result.logProbabilities.indices.sorted {
        (-result.logProbabilities[$0], $0) < (-result.logProbabilities[$1], $1)
      }
      for token in order.prefix(width) {
        candidates.append(
          Hypothesis(
            tokens: hypothesis.tokens + [Int32(token)],
            logProbability: hypothesis.logProbability + result.logProbabilities[token],
            state: result.state, isFinished: Int32(token) == eos))
      }
    }
    let scores = candidates.map { $0.score(lengthPenalty: lengthPenalty) }
    let best = candidates.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    beam = best.prefix(width).map { candidates[$0] }
  }
  return beam
}
