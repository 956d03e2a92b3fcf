/// y = [a, b]: the columns of one tensor behind those of another.
private struct Concatenation: RowwiseOperation {
  let parts: [Tensor]
  let y: Tensor
  let arena: Arena

  var name: String { "concatenation" }
  var result: Tensor? { y }

  var forwardRows: Int? { y.rows }
  var backwardRows: Int? { y.rows }
  var work: Int { y.rows * y.stride }

  func forward(rows: Range<Int>) {
    let to = arena.values(y)
    var first = 0
    for part in parts {
      let from = arena.values(part)
      for row in rows {
        to.advanced(by: row * y.stride + first).copy(
          from: from.advanced(by: row * part.stride), count: part.columns)
      }
      first += part.columns
    }
  }

  /// Each part's gradient is its columns of dy.
  func backward(rows: Range<Int>) {
    let dy = arena.gradients(y)
    var first = 0
    for part in parts {
      let dx = arena.gradients(part)
      for row in rows {
        dx.advanced(by: row * part.stride).add(
          dy.advanced(by: row * y.stride + first), count: part.columns)
      }
      first += part.columns
    }
  }
}

extension Tape {
  /// Records [a, b, ...]: tensors of as many rows, side by side.
  public func concatenate(_ parts: [Tensor]) -> Tensor {
    precondition(
      parts.allSatisfy { $0.rows == parts[0].rows }, "concatenation: different numbers of rows")
    let y = input(rows: parts[0].rows, columns: parts.reduce(0) { $0 + $1.columns })
    record(Concatenation(parts: parts, y: y, arena: arena))
    return y
  }
}
