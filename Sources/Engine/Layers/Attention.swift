/// Additive attention scores of each query and each key of its own sequence (Bahdanau, Cho and
/// Bengio, "Neural machine translation by jointly learning to align and translate", 2015):
///
///     score_qj = v . tanh(query_q + key_j)
private final class AdditiveScores: RowwiseOperation {
  private let queries: Tensor
  private let keys: Tensor
  private let v: Parameter
  private let batch: Int
  private let scores: Tensor
  /// tanh(query + key) of every pair, [queries * steps of keys, size].
  private let pairs: Tensor
  /// Each sequence's part of dv, [batch, size].
  private let partial: Tensor
  private let weights: Buffer
  private let arena: Arena

  init(
    _ queries: Tensor, _ keys: Tensor, _ v: Parameter, batch: Int, into scores: Tensor,
    in arena: Arena
  ) {
    partial = arena.workspace(rows: batch, columns: queries.columns)
    weights = Buffer(count: queries.stride)
    self.queries = queries
    self.keys = keys
    self.v = v
    self.batch = batch
    self.scores = scores
    self.arena = arena
    pairs = arena.workspace(rows: queries.rows * scores.columns, columns: queries.columns)
  }

  let name = "additive scores"
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
  final class Weights: Operation {
    private let scores: AdditiveScores

    init(of scores: AdditiveScores) { self.scores = scores }

    var name: String { scores.name }
    var result: Tensor? { nil }

    /// v, padded with zeros to whole lanes.
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

/// score_qj = scale query_q . key_j (Luong, Pham and Manning, "Effective approaches to
/// attention-based neural machine translation", 2015; with a scale, Vaswani et al., "Attention is
/// all you need", 2017).
private final class DotScores: RowwiseOperation {
  private let queries: Tensor
  private let keys: Tensor
  private let scale: Float
  private let batch: Int
  private let scores: Tensor
  private let arena: Arena

  init(
    _ queries: Tensor, _ keys: Tensor, scale: Float, batch: Int, into scores: Tensor,
    in arena: Arena
  ) {
    self.queries = queries
    self.keys = keys
    self.scale = scale
    self.batch = batch
    self.scores = scores
    self.arena = arena
  }

  let name = "dot scores"
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

/// The context vector of attention: context_q = sum over j of weight_qj value_j, over the steps j
/// of the query's own sequence.
private final class ContextVectors: RowwiseOperation {
  private let weights: Tensor
  private let values: Tensor
  private let batch: Int
  private let context: Tensor
  private let arena: Arena

  init(_ weights: Tensor, _ values: Tensor, batch: Int, into context: Tensor, in arena: Arena) {
    self.weights = weights
    self.values = values
    self.batch = batch
    self.context = context
    self.arena = arena
  }

  let name = "attention"
  var result: Tensor? { context }

  var forwardRows: Int? { context.rows }
  /// The queries of a sequence share its values.
  var backwardRows: Int? { batch }
  var work: Int { 2 * weights.rows * weights.columns * values.stride }

  func forward(rows: Range<Int>) {
    let (w, v, c) = (arena.values(weights), arena.values(values), arena.values(context))
    for row in rows {
      for column in stride(from: 0, to: context.stride, by: 16) {
        var total = Lanes()
        for step in 0..<weights.columns {
          let weight = w[row * weights.stride + step]
          total += v[lanes: (step * batch + row % batch) * values.stride + column] * weight
        }
        c[lanes: row * context.stride + column] = total
      }
    }
  }

  /// dweight += dcontext . value, dvalue += weight dcontext
  func backward(rows sequences: Range<Int>) {
    let (w, v, dc) = (arena.values(weights), arena.values(values), arena.gradients(context))
    let (dw, dv) = (arena.gradients(weights), arena.gradients(values))
    for sequence in sequences {
      for row in stride(from: sequence, to: context.rows, by: batch) {
        for step in 0..<weights.columns {
          let value = (step * batch + sequence) * values.stride
          let weight = w[row * weights.stride + step]
          var total = Lanes()
          for column in stride(from: 0, to: context.stride, by: 16) {
            let d = dc[lanes: row * context.stride + column]
            total += d * v[lanes: value + column]
            dv[lanes: value + column] += d * weight
          }
          dw[row * weights.stride + step] += sum(total)
        }
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
    let operation = AdditiveScores(queries, keys, v, batch: batch, into: scores, in: arena)
    record(AdditiveScores.Weights(of: operation))
    record(operation)
    return scores
  }

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
    record(DotScores(queries, keys, scale: scale, batch: batch, into: scores, in: arena))
    return scores
  }

  /// Records the context vectors of attention: for every query the sum of the values
  /// [steps * batch, size] of its sequence, weighted by `weights` [queries * batch, steps].
  ///
  /// - Returns: [queries * batch, size]
  public func contextVectors(_ weights: Tensor, of values: Tensor, batch: Int) -> Tensor {
    precondition(weights.columns == values.rows / batch, "attention: one weight for each step")
    let context = input(rows: weights.rows, columns: values.columns)
    record(ContextVectors(weights, values, batch: batch, into: context, in: arena))
    return context
  }
}
