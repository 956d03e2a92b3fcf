/// Attention of queries over the keys of sequences of unequal lengths: Bahdanau's additive form and
/// Luong's.
extension Tape {
  /// Records additive attention of queries over the valid keys of their sequences.
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, keys]
  ///   - projectedKeys: W_key keys, [steps * batch, attention]
  ///   - lengths: valid steps of each sequence, [batch]
  ///   - query: W_query, [attention, size]
  ///   - v: [1, attention]
  public func additiveAttention(
    _ queries: Tensor, keys: Tensor, projectedKeys: Tensor, lengths: Tokens, query: Parameter,
    v: Parameter
  ) -> (weights: Tensor, context: Tensor) {
    let batch = lengths.count
    let scores = additiveScores(linear(queries, query), projectedKeys, v, batch: batch)
    let weights = softmax(scores, mask: .lengths(lengths))
    return (weights, contextVectors(weights, of: keys, batch: batch))
  }

  /// Records Luong's attention of queries over the valid keys of their sequences:
  ///
  ///     score = q . (W_a k), or q . k without W_a;   out = tanh(W_c [context, q])
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, size]
  ///   - lengths: valid steps of each sequence, [batch]
  ///   - general: W_a, [size, size]; nil for plain products
  ///   - combine: W_c, [size, 2 size]
  public func luongAttention(
    _ queries: Tensor, keys: Tensor, lengths: Tokens, general: Parameter?, combine: Parameter
  ) -> (weights: Tensor, context: Tensor, output: Tensor) {
    let batch = lengths.count
    let fitted = general.map { linear(keys, $0) } ?? keys
    let weights = softmax(
      dotScores(queries, fitted, batch: batch), mask: .lengths(lengths))
    let context = contextVectors(weights, of: keys, batch: batch)
    return (weights, context, tanh(linear(concatenate([context, queries]), combine)))
  }
}
