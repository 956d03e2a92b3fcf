/// sum(x * weights): a linear loss, whose gradient with respect to x is the weights.
private struct WeightedSum: Operation {
  let x: Tensor
  let weights: Tensor
  let arena: Arena

  var name: String { "weighted sum" }
  var result: Tensor? { nil }

  func forward() {
    var total = 0.0
    for index in 0..<x.rows * x.stride {
      total += Double(arena.values(x)[index] * arena.values(weights)[index])
    }
    arena.loss += Float(total)
  }

  func backward() {
    arena.gradients(x).add(arena.values(weights), count: x.rows * x.stride)
  }
}

extension Tape {
  /// Records sum(x * weights) and adds it to the loss; both are [rows, columns].
  public func weightedSum(_ x: Tensor, _ weights: Tensor) {
    precondition(
      x.rows == weights.rows && x.columns == weights.columns, "x and weights differ in shape")
    record(WeightedSum(x: x, weights: weights, arena: arena))
  }
}
