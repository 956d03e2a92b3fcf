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

  /// Records y = x W^T + b with the weight `name.weight`, [outputs, inputs], and the bias
  /// `name.bias`, [outputs], which start as PyTorch's.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs]
  ///   - name: what comes before PyTorch's names and a dot
  ///   - outputs: columns of y
  ///   - hasBias: whether there is b
  ///   - turn: when the first numbers are drawn
  ///   - destination: where to write y; a new tensor if nil
  /// - Returns: [rows, outputs]
  @discardableResult
  public func linear(
    _ x: Tensor, named name: String, outputs: Int, hasBias: Bool = true, turn: DrawTurn = .body,
    into destination: Tensor? = nil
  ) -> Tensor {
    let start = WeightDraw.uniform(fanIn: x.columns)
    let weight = parameters.add(
      "\(name).weight", shape: [outputs, x.columns], start: start, turn: turn)
    let bias =
      hasBias ? parameters.add("\(name).bias", shape: [outputs], start: start, turn: turn) : nil
    return linear(x, weight, bias, into: destination)
  }
}
