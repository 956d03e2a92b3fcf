/// How the losses of the elements become one number.
public enum Reduction: Sendable {
  /// Their mean.
  case mean
  /// Their sum.
  case sum
}

/// The mean, or the sum, of (x - target)^2 over all elements, as PyTorch's `nn.MSELoss`.
private struct MeanSquaredError: Operation {
  let x: Tensor
  let target: Tensor
  let reduction: Reduction
  let arena: Arena

  var name: String { "mean squared error" }
  var result: Tensor? { nil }

  func forward() {
    var total = 0.0
    eachElement { index in
      let difference = arena.values(x)[index] - arena.values(target)[index]
      total += Double(difference * difference)
    }
    arena.loss += Float(total / Double(divisor))
  }

  /// dx += 2 (x - target) / elements; for a sum without the division.
  func backward() {
    let scale = 2 / Float(divisor)
    eachElement { index in
      arena.gradients(x)[index] += (arena.values(x)[index] - arena.values(target)[index]) * scale
    }
  }

  private var divisor: Int { reduction == .mean ? x.rows * x.columns : 1 }

  private func eachElement(_ body: (Int) -> Void) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { body(row * x.stride + column) }
    }
  }
}

extension Tape {
  /// Records the squared error of x [rows, columns] against a target of that shape and adds its
  /// mean, or its sum, to the loss.
  public func meanSquaredError(_ x: Tensor, _ target: Tensor, reduction: Reduction = .mean) {
    precondition(
      x.rows == target.rows && x.columns == target.columns, "x and target differ in shape")
    record(MeanSquaredError(x: x, target: target, reduction: reduction, arena: arena))
  }
}
