/// The mean of (x - target)^2 over every element, as PyTorch's `nn.MSELoss`.
private final class MeanSquaredError: Operation {
  private let x: Tensor
  private let target: Tensor
  private let tape: Tape

  init(_ x: Tensor, _ target: Tensor, on tape: Tape) {
    self.x = x
    self.target = target
    self.tape = tape
  }

  let name = "mean squared error"
  var result: Tensor? { nil }

  func forward() {
    var total = 0.0
    eachElement { index in
      let difference = tape.values(x)[index] - tape.values(target)[index]
      total += Double(difference * difference)
    }
    tape.loss += Float(total / Double(x.rows * x.columns))
  }

  /// dx += 2 (x - target) / elements
  func backward() {
    let scale = 2 / Float(x.rows * x.columns)
    eachElement { index in
      tape.gradients(x)[index] += (tape.values(x)[index] - tape.values(target)[index]) * scale
    }
  }

  private func eachElement(_ body: (Int) -> Void) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { body(row * x.stride + column) }
    }
  }
}

extension Tape {
  /// Records the mean squared error of x [rows, columns] against a target of that shape and adds it
  /// to the loss.
  public func meanSquaredError(_ x: Tensor, _ target: Tensor) {
    precondition(
      x.rows == target.rows && x.columns == target.columns, "x and target differ in shape")
    record(MeanSquaredError(x, target, on: self))
  }
}
