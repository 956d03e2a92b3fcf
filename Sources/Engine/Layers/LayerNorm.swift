/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias over each row, as PyTorch's
/// `nn.LayerNorm` (Ba, Kiros and Hinton, "Layer normalization", 2016): the variance is divided by
/// the number of columns, and epsilon is inside the root.
private struct LayerNorm: Operation {
  let x: Tensor
  let y: Tensor
  let weight: Parameter
  let bias: Parameter?
  let epsilon: Float
  /// (x - mean) / deviation.
  let normal: Tensor
  /// 1 / deviation of each row.
  let scales: Tensor
  let arena: Arena

  var name: String { "layer norm (\(weight.name))" }
  var result: Tensor? { y }

  func forward() {
    let (n, to) = (arena.values(normal), arena.values(y))
    let w = arena.parameters.values(weight)
    let b = bias.map { arena.parameters.values($0) }
    let count = Float(x.columns)
    for row in 0..<x.rows {
      let start = row * x.stride
      let from = arena.values(x).advanced(by: start)
      let mean = total(from, count: x.stride) / count
      var squares = Lanes()
      for column in stride(from: 0, to: x.stride, by: 16) {
        let centred = Lanes().replacing(
          with: from[lanes: column] - mean, where: firstLanes(x.columns - column))
        n[lanes: start + column] = centred
        squares.addProduct(centred, centred)
      }
      let scale = 1 / (sum(squares) / count + epsilon).squareRoot()
      arena.values(scales)[row] = scale
      for column in 0..<x.columns {
        n[start + column] *= scale
        to[start + column] = n[start + column] * w[column] + (b?[column] ?? 0)
      }
    }
  }

  /// With u = dy weight and n the normalised row:
  ///
  ///     dx += (u - mean(u) - n mean(u n)) / deviation,   dweight += dy n,   dbias += dy
  func backward() {
    let (n, dy, dx) = (arena.values(normal), arena.gradients(y), arena.gradients(x))
    let w = arena.parameters.values(weight)
    let dw = arena.parameters.gradients(weight)
    let db = bias.map { arena.parameters.gradients($0) }
    let count = Float(x.columns)
    for row in 0..<x.rows {
      let start = row * x.stride
      var (mean, overlap): (Float, Float) = (0, 0)
      for column in 0..<x.columns {
        let u = dy[start + column] * w[column]
        mean += u
        overlap += u * n[start + column]
        dw[column] += dy[start + column] * n[start + column]
        if let db { db[column] += dy[start + column] }
      }
      (mean, overlap) = (mean / count, overlap / count)
      let scale = arena.values(scales)[row]
      for column in 0..<x.columns {
        let u = dy[start + column] * w[column]
        dx[start + column] += (u - mean - n[start + column] * overlap) * scale
      }
    }
  }

  private func total(_ row: Floats, count: Int) -> Float {
    var lanes = Lanes()
    for column in stride(from: 0, to: count, by: 16) { lanes += row[lanes: column] }
    return sum(lanes)
  }
}

extension Tape {
  /// Records the layer norm of x [rows, columns] with a weight and a bias of [columns].
  public func layerNorm(
    _ x: Tensor, _ weight: Parameter, _ bias: Parameter?, epsilon: Float = 1e-5
  ) -> Tensor {
    precondition(weight.count == x.columns, "layer norm: the weight has another size than a row")
    let y = input(like: x)
    record(
      LayerNorm(
        x: x, y: y, weight: weight, bias: bias, epsilon: epsilon,
        normal: arena.workspace(rows: x.rows, columns: x.columns),
        scales: arena.workspace(rows: 1, columns: x.rows), arena: arena))
    return y
  }

  /// Records the layer norm of x [rows, columns] with the weight `name.weight`, which starts from
  /// ones, and the bias `name.bias`, which starts from zeros.
  public func layerNorm(_ x: Tensor, named name: String, epsilon: Float = 1e-5) -> Tensor {
    layerNorm(
      x, parameters.add("\(name).weight", shape: [x.columns], start: .constant(1)),
      parameters.add("\(name).bias", shape: [x.columns]), epsilon: epsilon)
  }
}
