/// How the next token is drawn from a model's logits.
public struct Sampling: Sendable, Equatable {
  /// The divisor of the logits: below 1 likely tokens become likelier, at 0 the likeliest is always
  /// taken.
  public var temperature: Float
  /// How many of the likeliest tokens may be drawn; nil for all.
  public var topK: Int?

  /// Softmax sampling at `temperature`.
  public init(temperature: Float = 1, topK: Int? = nil) {
    precondition(temperature >= 0, "a temperature is at least 0")
    precondition(topK.map { $0 > 0 } ?? true, "top-k needs at least one")
    self.temperature = temperature
    self.topK = topK
  }

  /// softmax(logits / temperature) over the `topK` likeliest; of equally likely ones the
  /// first.
  public func probabilities(_ logits: [Float]) -> [Float] {
    guard temperature > 0 else {
      let best = likeliest(logits)
      return logits.indices.map { $0 == best ? 1 : 0 }
    }
    let top = logits.max() ?? 0
    var weights = logits.map { exponential(($0 - top) / temperature) }
    if let topK, topK < logits.count {
      let order = logits.indices.sorted { (-logits[$0], $0) < (-logits[$1], $1) }
      for index in order[topK...] { weights[index] = 0 }
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// A token drawn from those probabilities.
  public func draw(_ logits: [Float], using random: inout Random) -> Int32 {
    let probabilities = probabilities(logits)
    var rest = random.uniform() * probabilities.reduce(0, +)
    for (id, probability) in probabilities.enumerated() {
      rest -= probability
      if rest < 0 { return Int32(id) }
    }
    return Int32(probabilities.lastIndex { $0 > 0 } ?? 0)
  }
}

/// The index of the largest number, the first of equal ones.
public func likeliest(_ logits: [Float]) -> Int {
  var best = 0
  for index in logits.indices where logits[index] > logits[best] { best = index }
  return best
}

/// The entropy of a distribution, in nats: -sum p log p. Its exponential is the perplexity.
public func entropy(_ probabilities: [Float]) -> Float {
  Float(
    probabilities.reduce(0.0) { total, p in
      p > 0 ? total - Double(p) * Double(logarithm(p)) : total
    })
}
