/// y = x W^T + b, as PyTorch's `nn.Linear`.
private final class Linear: Operation {
  private let x: Tensor
  private let y: Tensor
  private let weight: Parameter
  private let bias: Parameter?
  private let projection: Projection
  private let tape: Tape

  init(_ x: Tensor, _ weight: Parameter, _ bias: Parameter?, into y: Tensor, on tape: Tape) {
    self.x = x
    self.y = y
    self.weight = weight
    self.bias = bias
    self.tape = tape
    projection = Projection(
      gates: 1, units: weight.rows, inner: weight.columns, parallel: tape.parallel)
  }

  var name: String { "linear (\(weight.name))" }
  var result: Tensor? { y }

  func forward() {
    projection.pack(tape.parameters.values(weight))
    let place = tape.values(y)
    place.clear(count: y.rows * y.stride)
    if let bias {
      let b = tape.parameters.values(bias)
      for row in 0..<y.rows { projection.addBias(b, to: place.advanced(by: row * y.stride)) }
    }
    tape.parallel.split(x.rows, work: x.rows * x.columns * y.columns) { rows in
      projection.forward(
        tape.values(x), xStride: x.stride, rows: rows, into: place, yStride: y.stride,
        accumulating: true)
    }
  }

  /// dx += dy W, dW += dy^T x, db += the column sums of dy.
  func backward() {
    let dy = tape.gradients(y)
    tape.parallel.split(x.rows, work: x.rows * x.columns * y.columns) { rows in
      projection.backwardInput(
        dy, dyStride: y.stride, rows: rows, into: tape.gradients(x), dxStride: x.stride)
    }
    projection.backwardWeight(
      dy, dyStride: y.stride, tape.values(x), xStride: x.stride, rows: x.rows,
      into: tape.parameters.gradients(weight))
    if let bias {
      projection.backwardBias(
        dy, dyStride: y.stride, rows: x.rows, into: tape.parameters.gradients(bias))
    }
  }
}

extension Tape {
  /// Records y = x W^T + b.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs]
  ///   - weight: [outputs, inputs]
  ///   - bias: [1, outputs], or nil
  /// - Returns: [rows, outputs]
  public func linear(_ x: Tensor, _ weight: Parameter, _ bias: Parameter?) -> Tensor {
    precondition(weight.columns == x.columns, "linear: the weight has another width than x")
    let y = input(rows: x.rows, columns: weight.rows)
    record(Linear(x, weight, bias, into: y, on: self))
    return y
  }
}
