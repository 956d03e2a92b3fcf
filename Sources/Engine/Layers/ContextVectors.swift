/// The context vector of attention: context_q = sum over j of weight_qj value_j, over the steps j
/// of the query's own sequence.
private struct ContextVectors: RowwiseOperation {
  let weights: Tensor
  let values: Tensor
  let batch: Int
  let context: Tensor
  let arena: Arena

  var name: String { "attention" }
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
  /// Records the context vectors of attention: for every query the sum of the values
  /// [steps * batch, size] of its sequence, weighted by `weights` [queries * batch, steps].
  ///
  /// - Returns: [queries * batch, size]
  public func contextVectors(_ weights: Tensor, of values: Tensor, batch: Int) -> Tensor {
    precondition(weights.columns == values.rows / batch, "attention: one weight for each step")
    let context = input(rows: weights.rows, columns: values.columns)
    record(
      ContextVectors(
        weights: weights, values: values, batch: batch, context: context, arena: arena))
    return context
  }
}
