/// sum(x * weights): a linear loss, whose gradient with respect to x is the weights.
private final class WeightedSum: Operation {
  private let x: Tensor
  private let weights: Tensor
  private let arena: Arena

  init(_ x: Tensor, _ weights: Tensor, in arena: Arena) {
    self.x = x
    self.weights = weights
    self.arena = arena
  }

  let name = "weighted sum"
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
    record(WeightedSum(x, weights, in: arena))
  }
}
