/// Row `id` of a table for every id, as PyTorch's `nn.Embedding`.
private struct Embedding: RowwiseOperation {
  let ids: Tokens
  let table: Parameter
  let y: Tensor
  let padding: Int?
  let arena: Arena

  var name: String { "embedding (\(table.name))" }
  var result: Tensor? { y }

  var forwardRows: Int? { y.rows }
  /// An id may occur in more than one row.
  var backwardRows: Int? { nil }
  var work: Int { 4 * y.rows * y.stride }

  func forward(rows: Range<Int>) {
    let (from, to, ids) = (arena.parameters.values(table), arena.values(y), arena.ids(ids))
    for row in rows {
      let id = Int(ids[row])
      precondition(id >= 0 && id < table.rows, "an id is outside the table")
      to.advanced(by: row * y.stride).copy(
        from: from.advanced(by: id * table.columns), count: table.columns)
    }
  }

  func backward(rows: Range<Int>) {
    preconditionFailure("an embedding's gradient is not computed by rows")
  }

  /// The gradients of an id's occurrences are added; the padding row gets none. The columns are
  /// split over threads.
  func backward() {
    guard table.isTrained else { return }
    arena.parallel.split(table.columns, unit: 16, work: work, with: self) {
      $0.backward(columns: $1)
    }
  }

  private func backward(columns: Range<Int>) {
    let (rows, dy, ids) = (arena.parameters.gradients(table), arena.gradients(y), arena.ids(ids))
    for row in 0..<y.rows where Int(ids[row]) != padding {
      rows.advanced(by: Int(ids[row]) * table.columns + columns.lowerBound).add(
        dy.advanced(by: row * y.stride + columns.lowerBound), count: columns.count)
    }
  }
}

extension Tape {
  /// Records the rows of `table` for `ids`.
  ///
  /// A frozen table, such as one of word vectors from a file, does not change.
  ///
  /// - Parameters:
  ///   - ids: one for each row of the result
  ///   - table: [vocabulary, size]
  ///   - padding: an id whose row gets no gradient
  /// - Returns: [ids.count, size]
  public func embedding(_ ids: Tokens, _ table: Parameter, padding: Int? = nil) -> Tensor {
    let y = input(rows: ids.count, columns: table.columns)
    record(Embedding(ids: ids, table: table, y: y, padding: padding, arena: arena))
    return y
  }
}

extension Parameters {
  /// Adds a table of embeddings, [count, size], that starts from the standard normal distribution
  /// as PyTorch's; or finds it.
  ///
  /// - Parameters:
  ///   - name: PyTorch's name
  ///   - count: ids
  ///   - size: numbers of a vector
  ///   - padding: an id whose vector is zero; none where it is not an id
  public func embedding(_ name: String, count: Int, size: Int, padding: Int? = nil) -> Parameter {
    let normal = WeightDraw.normal(1)
    let start: WeightDraw =
      if let padding, (0..<count).contains(padding) {
        .replacing(padding * size..<(padding + 1) * size, with: 0, in: normal)
      } else {
        normal
      }
    return add(name, shape: [count, size], start: start, turn: .embedding)
  }
}
