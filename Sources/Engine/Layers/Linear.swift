/// y = x W^T + b, as PyTorch's `nn.Linear`.
private struct Linear: Operation {
  let x: Tensor
  let y: Tensor
  let bias: Parameter?
  let projection: Projection
  let arena: Arena

  var name: String { "linear (\(projection.weight.name))" }
  var result: Tensor? { y }

  func forward() {
    projection.forward(
      arena.valueRows(x), rows: x.rows, from: projection.start(with: bias),
      into: arena.valueRows(y))
  }

  /// dx += dy W unless x is data, dW += dy^T x, db += the column sums of dy.
  func backward() {
    let dy = arena.gradientRows(y)
    if x.hasGradient {
      projection.backwardInput(dy, rows: x.rows, into: arena.gradientRows(x))
    }
    projection.backwardWeight(dy, arena.valueRows(x), rows: x.rows)
    if let bias { projection.backwardBias([bias], dy, rows: x.rows) }
  }
}

extension Tape {
  /// Records y = x W^T + b.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs]
  ///   - weight: [outputs, inputs]
  ///   - bias: [outputs], or nil
  ///   - destination: where to write y; a new tensor if nil
  /// - Returns: [rows, outputs]
  @discardableResult
  public func linear(
    _ x: Tensor, _ weight: Parameter, _ bias: Parameter? = nil, into destination: Tensor? = nil
  ) -> Tensor {
    precondition(weight.columns == x.columns, "linear: the weight has another width than x")
    let y = destination ?? input(rows: x.rows, columns: weight.rows)
    precondition(
      y.rows == x.rows && y.columns == weight.rows, "linear: y has another shape")
    record(
      Linear(
        x: x, y: y, bias: bias,
        projection: arena.projection(of: weight, needsInputGradient: x.hasGradient), arena: arena))
    return y
  }
}
