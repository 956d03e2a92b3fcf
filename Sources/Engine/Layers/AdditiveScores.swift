/// Additive attention scores of each query and each key of its own sequence (Bahdanau, Cho and
/// Bengio, "Neural machine translation by jointly learning to align and translate", 2015):
///
///     score_qj = v . tanh(query_q + key_j)
private struct AdditiveScores: RowwiseOperation {
  let queries: Tensor
  let keys: Tensor
  let v: Parameter
  let batch: Int
  let scores: Tensor
  /// tanh(query + key) of every pair, [queries * steps of keys, size].
  let pairs: Tensor
  /// Each sequence's part of dv, [batch, size].
  let partial: Tensor
  /// v, padded with zeros to whole lanes.
  let weights: Buffer
  let arena: Arena

  var name: String { "additive scores" }
  var result: Tensor? { scores }

  var forwardRows: Int? { queries.rows }
  /// The queries of a sequence share its keys.
  var backwardRows: Int? { batch }
  /// Most of it is tanh.
  var work: Int { 40 * pairs.rows * pairs.stride }

  func forward(rows: Range<Int>) {
    let (q, k, t) = (arena.values(queries), arena.values(keys), arena.values(pairs))
    let (size, steps, out) = (queries.stride, scores.columns, arena.values(scores))
    let weights = self.weights.floats()
    for row in rows {
      for step in 0..<steps {
        let key = k.advanced(by: (step * batch + row % batch) * size)
        let pair = t.advanced(by: (row * steps + step) * size)
        var total = Lanes()
        for column in stride(from: 0, to: size, by: 16) {
          let value = tanh(q[lanes: row * size + column] + key[lanes: column])
          pair[lanes: column] = value
          total += value * weights[lanes: column]
        }
        out[row * scores.stride + step] = sum(total)
      }
    }
  }

  /// With t = tanh(query + key): dv += dscore t, and dscore v (1 - t^2) to query and key.
  func backward(rows sequences: Range<Int>) {
    let (dq, dk, t) = (arena.gradients(queries), arena.gradients(keys), arena.values(pairs))
    let (size, steps, dScores) = (queries.stride, scores.columns, arena.gradients(scores))
    let (weights, sums) = (self.weights.floats(), arena.values(partial))
    for sequence in sequences {
      let total = sums.advanced(by: sequence * size)
      total.clear(count: size)
      for row in stride(from: sequence, to: queries.rows, by: batch) {
        for step in 0..<steps {
          let d = dScores[row * scores.stride + step]
          let key = dk.advanced(by: (step * batch + sequence) * size)
          let pair = t.advanced(by: (row * steps + step) * size)
          for column in stride(from: 0, to: size, by: 16) {
            let value = pair[lanes: column]
            let slope = d * weights[lanes: column] * (1 - value * value)
            dq[lanes: row * size + column] += slope
            key[lanes: column] += slope
            total[lanes: column] += value * d
          }
        }
      }
    }
  }

  /// What all rows share: v, and the sum of its gradient, sequence by sequence in order.
  struct Weights: Operation {
    let scores: AdditiveScores

    var name: String { scores.name }
    var result: Tensor? { nil }

    func forward() {
      let v = scores.v
      scores.weights.floats().copy(from: scores.arena.parameters.values(v), count: v.count)
    }

    func backward() {
      let (arena, v, partial) = (scores.arena, scores.v, scores.partial)
      for sequence in 0..<scores.batch {
        arena.parameters.gradients(v).add(
          arena.values(partial).advanced(by: sequence * partial.stride), count: v.count)
      }
    }
  }
}

extension Tape {
  /// Records v . tanh(query + key) for every query and every step of the keys of its sequence.
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, size]
  ///   - v: [1, size]
  ///   - batch: sequences
  /// - Returns: [queries * batch, steps]
  public func additiveScores(
    _ queries: Tensor, _ keys: Tensor, _ v: Parameter, batch: Int
  ) -> Tensor {
    precondition(
      queries.columns == keys.columns && v.count == keys.columns, "scores: different sizes")
    let scores = input(rows: queries.rows, columns: keys.rows / batch)
    let operation = AdditiveScores(
      queries: queries, keys: keys, v: v, batch: batch, scores: scores,
      pairs: arena.workspace(rows: queries.rows * scores.columns, columns: queries.columns),
      partial: arena.workspace(rows: batch, columns: queries.columns),
      weights: Buffer(count: queries.stride), arena: arena)
    record(AdditiveScores.Weights(scores: operation))
    record(operation)
    return scores
  }
}
