/// y = x W^T + b, as PyTorch's `nn.Linear`.
private final class Linear: Operation {
  private let x: Tensor
  private let y: Tensor
  private let bias: Parameter?
  private let projection: Projection
  private let arena: Arena

  init(_ x: Tensor, _ weight: Parameter, _ bias: Parameter?, into y: Tensor, in arena: Arena) {
    self.x = x
    self.y = y
    self.bias = bias
    self.arena = arena
    projection = arena.projection(of: weight, needsInputGradient: x.hasGradient)
  }

  var name: String { "linear (\(projection.weight.name))" }
  var result: Tensor? { y }

  func forward() {
    projection.forward(
      arena.values(x), xStride: x.stride, rows: x.rows, from: projection.start(with: bias),
      into: arena.values(y), yStride: y.stride)
  }

  /// dx += dy W unless x is data, dW += dy^T x, db += the column sums of dy.
  func backward() {
    let dy = arena.gradients(y)
    if x.hasGradient {
      projection.backwardInput(
        dy, dyStride: y.stride, rows: x.rows, into: arena.gradients(x), dxStride: x.stride)
    }
    projection.backwardWeight(
      dy, dyStride: y.stride, arena.values(x), xStride: x.stride, rows: x.rows)
    if let bias { projection.backwardBias([bias], dy, dyStride: y.stride, rows: x.rows) }
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
    record(Linear(x, weight, bias, into: y, in: arena))
    return y
  }
}
