/// W_x x + b of a recurrent layer whose inputs are ids, of rows of a table or of one-hot vectors:
/// one product for each different id of a batch, however often it occurs.
///
///     forward     p[id] = W_x x[id] + b
///     backward    s[id] = the sum of da over the rows where id occurs
///                 dW_x += sum s[id] x[id]^T,  dx[id] += W_x^T s[id]
///
/// A batch of 1600 characters has 65 different ones, and one of 25 600 words some 9000.
final class IdProducts {
  private let ids: Tokens
  /// The table whose rows the ids select; nil for one-hot vectors.
  private let table: Parameter?
  /// An id whose row of the table gets no gradient.
  private let padding: Int?
  private let projection: Projection
  private let arena: Arena
  /// p, and as its gradient s: a row (slot) for each different id.
  private let products: Tensor
  /// The rows of the table, with their gradients.
  private let vectors: Tensor
  /// The different ids, in the order in which they first occur; the first `count` are valid.
  private let distinct: Tokens
  /// The slot of each id in `distinct`, if it is in there: only if that slot holds the id itself
  /// (Briggs and Torczon, "An efficient representation for sparse sets", 1993).
  private let slotOfId: Tokens
  /// The slot of the id of each row, [steps * batch].
  private let slotOfRow: Tokens
  private var count = 0

  init(_ ids: Tokens, _ table: Parameter?, padding: Int?, _ projection: Projection, in arena: Arena)
  {
    precondition(
      table.map { $0.columns == projection.inner } ?? true,
      "the table has as many columns as the layer has inputs")
    let bound = table?.rows ?? projection.inner
    let slots = min(bound, ids.count)
    self.ids = ids
    self.table = table
    self.padding = padding
    self.projection = projection
    self.arena = arena
    products = arena.workspace(rows: slots, columns: projection.columns)
    vectors = arena.workspace(rows: table == nil ? 0 : slots, columns: projection.inner)
    distinct = arena.tokens(count: slots)
    slotOfId = arena.tokens(count: bound)
    slotOfRow = arena.tokens(count: ids.count)
  }

  /// The rows of p, for the loop over time.
  var rows: IndexedRows { IndexedRows(base: arena.values(products), indices: arena.ids(slotOfRow)) }

  /// Computes p; `bias` is b as a row of p.
  func forward(_ bias: Floats) {
    findDistinct()
    let work = count * projection.columns * (table?.columns ?? 8)
    arena.parallel.split(count, work: work, with: (self, bias)) { $0.0.forward($0.1, $1) }
  }

  private func forward(_ bias: Floats, _ part: Range<Int>) {
    let (p, list, columns) = (arena.values(products), arena.ids(distinct), projection.columns)
    guard let table else {
      for slot in part {
        let row = p.advanced(by: slot * columns)
        row.copy(from: bias, count: columns)
        projection.gather(Int(list[slot]), addingTo: row)
      }
      return
    }
    let (values, x) = (arena.parameters.values(table), arena.values(vectors))
    for slot in part {
      x.advanced(by: slot * vectors.stride).copy(
        from: values.advanced(by: Int(list[slot]) * table.columns), count: table.columns)
    }
    projection.forward(
      arena.valueRows(vectors), rows: part, from: Rows(base: bias, stride: 0),
      into: arena.valueRows(products))
  }

  private func findDistinct() {
    let (ids, list) = (arena.ids(ids), arena.ids(distinct))
    let (slotOfId, slotOfRow) = (arena.ids(slotOfId), arena.ids(slotOfRow))
    count = 0
    for (row, id) in ids.enumerated() {
      precondition(id >= 0 && id < slotOfId.count, "an id is outside the table")
      let slot = slotOfId[Int(id)]
      if slot >= count || list[Int(slot)] != id {
        slotOfId[Int(id)] = Int32(count)
        list[count] = id
        count += 1
      }
      slotOfRow[row] = slotOfId[Int(id)]
    }
  }

  /// Adds to the gradients of W_x, of `biases` and of the table, from those of all rows of W_x x +
  /// b.
  func backward(_ da: Floats, biases: ArraySlice<Parameter>) {
    let (s, columns) = (arena.gradients(products), projection.columns)
    arena.parallel.split(columns, unit: 16, work: 4 * slotOfRow.count * columns, with: (self, da)) {
      $0.0.sum($0.1, columns: $1)
    }
    projection.backwardBias(biases, arena.gradientRows(products), rows: count)
    guard let table else {
      return projection.scatter(s, ids: arena.ids(distinct), count: count)
    }
    projection.backwardWeight(
      arena.gradientRows(products), arena.valueRows(vectors), rows: count)
    guard table.isTrained else { return }
    arena.parallel.split(count, work: count * columns * table.columns, with: (self, table)) {
      $0.0.backward(to: $0.1, $1)
    }
  }

  /// Adds the gradients of some slots to their rows of the table's gradient.
  private func backward(to table: Parameter, _ part: Range<Int>) {
    let (gradients, dx) = (arena.parameters.gradients(table), arena.gradients(vectors))
    let list = arena.ids(distinct)
    dx.advanced(by: part.lowerBound * vectors.stride).clear(count: part.count * vectors.stride)
    projection.backwardInput(
      arena.gradientRows(products), rows: part, into: arena.gradientRows(vectors))
    for slot in part where Int(list[slot]) != padding {
      gradients.advanced(by: Int(list[slot]) * table.columns).add(
        dx.advanced(by: slot * vectors.stride), count: table.columns)
    }
  }

  /// Sums the rows of each id in their order, some of their columns.
  private func sum(_ da: Floats, columns part: Range<Int>) {
    let (s, columns) = (arena.gradients(products), projection.columns)
    var begun = 0
    for (row, slot) in arena.ids(slotOfRow).enumerated() {
      let sum = s.advanced(by: Int(slot) * columns + part.lowerBound)
      let term = da.advanced(by: row * columns + part.lowerBound)
      if slot < begun {
        sum.add(term, count: part.count)
      } else {
        // Slots are in the order in which their ids first occur.
        sum.copy(from: term, count: part.count)
        begun += 1
      }
    }
  }
}
