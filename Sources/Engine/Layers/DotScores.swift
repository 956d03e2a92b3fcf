/// score_qj = scale query_q . key_j (Luong, Pham and Manning, "Effective approaches to
/// attention-based neural machine translation", 2015; with a scale, Vaswani et al., "Attention is
/// all you need", 2017).
private struct DotScores: RowwiseOperation {
  let queries: Tensor
  let keys: Tensor
  let scale: Float
  let batch: Int
  let scores: Tensor
  let arena: Arena

  var name: String { "dot scores" }
  var result: Tensor? { scores }

  var forwardRows: Int? { queries.rows }
  /// The queries of a sequence share its keys.
  var backwardRows: Int? { batch }
  var work: Int { 2 * queries.rows * scores.columns * queries.stride }

  func forward(rows: Range<Int>) {
    let (q, k) = (arena.values(queries), arena.values(keys))
    for row in rows {
      eachPair(of: row) { query, key, score in
        var total = Lanes()
        for column in stride(from: 0, to: queries.stride, by: 16) {
          total.addProduct(q[lanes: query + column], k[lanes: key + column])
        }
        arena.values(scores)[score] = scale * sum(total)
      }
    }
  }

  /// dquery += scale dscore key, dkey += scale dscore query
  func backward(rows sequences: Range<Int>) {
    let (q, k) = (arena.values(queries), arena.values(keys))
    let (dq, dk) = (arena.gradients(queries), arena.gradients(keys))
    for sequence in sequences {
      for row in stride(from: sequence, to: queries.rows, by: batch) {
        eachPair(of: row) { query, key, score in
          let d = Lanes(repeating: scale * arena.gradients(scores)[score])
          for column in stride(from: 0, to: queries.stride, by: 16) {
            dq[lanes: query + column].addProduct(d, k[lanes: key + column])
            dk[lanes: key + column].addProduct(d, q[lanes: query + column])
          }
        }
      }
    }
  }

  @inline(__always)
  private func eachPair(
    of row: Int, _ body: (_ query: Int, _ key: Int, _ score: Int) -> Void
  ) {
    for step in 0..<scores.columns {
      body(
        row * queries.stride, (step * batch + row % batch) * keys.stride,
        row * scores.stride + step)
    }
  }
}

extension Tape {
  /// Records scale query . key for every query and every step of the keys of its sequence.
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, size]
  ///   - scale: the factor of every product
  ///   - batch: sequences
  /// - Returns: [queries * batch, steps]
  public func dotScores(
    _ queries: Tensor, _ keys: Tensor, scale: Float = 1, batch: Int
  ) -> Tensor {
    precondition(queries.columns == keys.columns, "scores: different sizes")
    let scores = input(rows: queries.rows, columns: keys.rows / batch)
    record(
      DotScores(
        queries: queries, keys: keys, scale: scale, batch: batch, scores: scores, arena: arena))
    return scores
  }
}
