/// sum(x * weights): a linear loss, whose gradient by x is the weights.
private final class WeightedSum: Operation {
  private let x: Tensor
  private let weights: Tensor
  private let tape: Tape

  init(_ x: Tensor, _ weights: Tensor, on tape: Tape) {
    self.x = x
    self.weights = weights
    self.tape = tape
  }

  let name = "weighted sum"
  var result: Tensor? { nil }

  func forward() {
    var total = 0.0
    for index in 0..<x.rows * x.stride {
      total += Double(tape.values(x)[index] * tape.values(weights)[index])
    }
    tape.loss += Float(total)
  }

  func backward() {
    tape.gradients(x).add(tape.values(weights), count: x.rows * x.stride)
  }
}

extension Tape {
  /// Records sum(x * weights) and adds it to the loss; both are [rows, columns].
  public func weightedSum(_ x: Tensor, _ weights: Tensor) {
    precondition(
      x.rows == weights.rows && x.columns == weights.columns, "x and weights differ in shape")
    record(WeightedSum(x, weights, on: self))
  }
}
