/// Row `id` of a table for every id, as PyTorch's `nn.Embedding`.
private final class Embedding: Operation {
  private let ids: Tokens
  private let table: Parameter
  private let y: Tensor
  private let padding: Int?
  private let tape: Tape

  init(_ ids: Tokens, _ table: Parameter, padding: Int?, into y: Tensor, on tape: Tape) {
    self.ids = ids
    self.table = table
    self.padding = padding
    self.y = y
    self.tape = tape
  }

  var name: String { "embedding (\(table.name))" }
  var result: Tensor? { y }

  func forward() {
    let rows = tape.parameters.values(table)
    let place = tape.values(y)
    for (row, id) in tape.ids(ids).enumerated() {
      precondition(id >= 0 && id < table.rows, "an id is outside the table")
      place.advanced(by: row * y.stride).copy(
        from: rows.advanced(by: Int(id) * table.columns), count: table.columns)
    }
  }

  /// Gradients of an id that comes more than once add up; the padding row gets none.
  func backward() {
    guard table.isTrained else { return }
    let rows = tape.parameters.gradients(table)
    let dy = tape.gradients(y)
    for (row, id) in tape.ids(ids).enumerated() where Int(id) != padding {
      let to = rows.advanced(by: Int(id) * table.columns)
      for column in 0..<table.columns { to[column] += dy[row * y.stride + column] }
    }
  }
}

extension Tape {
  /// Records the rows of `table` [ids, size] that `ids` names.
  ///
  /// A table that is not trained, such as one of word vectors from a file, stays what it is.
  ///
  /// - Parameters:
  ///   - ids: as many as there will be rows
  ///   - table: [count of ids, size]
  ///   - padding: an id whose row gets no gradient
  /// - Returns: [ids.count, size]
  public func embedding(_ ids: Tokens, _ table: Parameter, padding: Int? = nil) -> Tensor {
    let y = input(rows: ids.count, columns: table.columns)
    record(Embedding(ids, table, padding: padding, into: y, on: self))
    return y
  }
}
