/// softmax over the columns of each row, of which some may be masked.
private struct Softmax: RowwiseOperation {
  let x: Tensor
  let y: Tensor
  let mask: Tape.SoftmaxMask
  let arena: Arena

  var name: String { "softmax" }
  var result: Tensor? { y }

  var forwardRows: Int? { x.rows }
  var backwardRows: Int? { x.rows }
  var work: Int { 20 * x.rows * x.stride }

  func forward(rows: Range<Int>) {
    let (from, to) = (arena.values(x), arena.values(y))
    for row in rows {
      let probabilities = to.advanced(by: row * y.stride)
      let columns = unmaskedColumns(row)
      probabilities.clear(count: y.stride)
      if columns > 0 {
        _ = softmaxRow(from.advanced(by: row * x.stride), into: probabilities, columns: columns)
      }
    }
  }

  /// dx += y (dy - sum(dy y))
  func backward(rows: Range<Int>) {
    for row in rows {
      let y = arena.values(self.y).advanced(by: row * self.y.stride)
      let dy = arena.gradients(self.y).advanced(by: row * self.y.stride)
      let dx = arena.gradients(x).advanced(by: row * x.stride)
      var products = Lanes()
      for column in stride(from: 0, to: x.stride, by: 16) {
        products.addProduct(y[lanes: column], dy[lanes: column])
      }
      let overlap = sum(products)
      for column in stride(from: 0, to: x.stride, by: 16) {
        dx[lanes: column] += y[lanes: column] * (dy[lanes: column] - overlap)
      }
    }
  }

  /// How many of the first columns of a row are not masked.
  private func unmaskedColumns(_ row: Int) -> Int {
    switch mask {
    case .none: x.columns
    case .lengths(let lengths): min(Int(arena.ids(lengths)[row % lengths.count]), x.columns)
    case .causal(let batch): min(row / batch + 1, x.columns)
    }
  }
}

extension Tape {
  /// Which columns of a softmax take part, for rows [steps * batch]; the others are masked.
  public enum SoftmaxMask: Sendable {
    /// All.
    case none
    /// As many as the row's sequence has valid steps, [batch]. A row without any is zero.
    case lengths(Tokens)
    /// Those up to the row's own step, for `batch` sequences: no step sees a later one.
    case causal(batch: Int)
  }

  /// Records the softmax of every row of x, [rows, columns]; masked columns are zero.
  public func softmax(_ x: Tensor, mask: SoftmaxMask = .none) -> Tensor {
    let y = input(like: x)
    record(Softmax(x: x, y: y, mask: mask, arena: arena))
    return y
  }
}
