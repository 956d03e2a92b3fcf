/// W_x x + b of a recurrent layer that reads ids, each standing for a row of a table or for a one-hot
/// vector: one product for each id that comes, however often it comes.
///
///     p[id] = W_x x[id] + b            on the way forward
///     s[id] = sum of da where id came  on the way back
///     dW_x += sum s[id] x[id]^T,  dx[id] += W_x^T s[id]
///
/// A batch of 1600 characters has 65 different ones, and of 25 600 words some 9000.
final class IdProducts {
  private let ids: Tokens
  /// What the ids name; nil for one-hot vectors.
  private let table: Parameter?
  /// An id whose row gets no gradient.
  private let padding: Int?
  private let projection: Projection
  private let arena: Arena
  /// p, and as its gradient s: a row for each different id.
  private let products: Tensor
  /// The rows of the table, with their gradients.
  private let vectors: Tensor
  /// The different ids, in the order in which they first come; `count` of them mean something.
  private let distinct: Tokens
  /// Where each id is in `distinct`, if it is: what it names there must be the id itself
  /// (Briggs and Torczon, "An efficient representation for sparse sets", 1993).
  private let placeOfId: Tokens
  /// Where the id of each row is in `distinct`.
  private let places: Tokens
  private var count = 0

  init(_ ids: Tokens, _ table: Parameter?, padding: Int?, _ projection: Projection, in arena: Arena)
  {
    precondition(
      table.map { $0.columns == projection.inner } ?? true, "the table has another width")
    let bound = table?.rows ?? projection.inner
    let room = min(bound, ids.count)
    self.ids = ids
    self.table = table
    self.padding = padding
    self.projection = projection
    self.arena = arena
    products = arena.work(rows: room, columns: projection.columns)
    vectors = arena.work(rows: table == nil ? 0 : room, columns: projection.inner)
    distinct = arena.tokens(count: room)
    placeOfId = arena.tokens(count: bound)
    places = arena.tokens(count: ids.count)
  }

  /// The rows of p, for the loop over time.
  var rows: GivenRows { GivenRows(base: arena.values(products), places: arena.ids(places)) }

  /// Computes p, where `bias` is a row of it.
  func forward(_ bias: Floats) {
    findDistinct()
    let work = count * projection.columns * (table?.columns ?? 8)
    arena.parallel.split(count, work: work, with: (self, bias)) { $0.0.forward($0.1, $1) }
  }

  private func forward(_ bias: Floats, _ part: Range<Int>) {
    let (p, list, columns) = (arena.values(products), arena.ids(distinct), projection.columns)
    guard let table else {
      for place in part {
        let row = p.advanced(by: place * columns)
        row.copy(from: bias, count: columns)
        projection.gather(Int(list[place]), addingTo: row)
      }
      return
    }
    let (values, x) = (arena.parameters.values(table), arena.values(vectors))
    for place in part {
      x.advanced(by: place * vectors.stride).copy(
        from: values.advanced(by: Int(list[place]) * table.columns), count: table.columns)
    }
    projection.forward(
      x, xStride: vectors.stride, rows: part, from: Rows(base: bias, stride: 0), into: p,
      yStride: columns)
  }

  private func findDistinct() {
    let (ids, list) = (arena.ids(ids), arena.ids(distinct))
    let (known, places) = (arena.ids(placeOfId), arena.ids(places))
    count = 0
    for (row, id) in ids.enumerated() {
      precondition(id >= 0 && id < known.count, "an id is outside the table")
      let place = known[Int(id)]
      if place >= count || list[Int(place)] != id {
        known[Int(id)] = Int32(count)
        list[count] = id
        count += 1
      }
      places[row] = known[Int(id)]
    }
  }

  /// Adds to the gradients of W_x, of `biases` and of the table, from those of all rows of W_x x + b.
  func backward(_ da: Floats, biases: ArraySlice<Parameter>) {
    let (s, columns) = (arena.gradients(products), projection.columns)
    arena.parallel.split(columns, unit: 16, work: 4 * places.count * columns, with: (self, da)) {
      $0.0.sum($0.1, columns: $1)
    }
    projection.backwardBias(biases, s, dyStride: columns, rows: count)
    guard let table else {
      return projection.scatter(s, ids: arena.ids(distinct), count: count)
    }
    projection.backwardWeight(
      s, dyStride: columns, arena.values(vectors), xStride: vectors.stride, rows: count)
    guard table.isTrained else { return }
    arena.parallel.split(count, work: count * columns * table.columns, with: (self, table)) {
      $0.0.backward(to: $0.1, $1)
    }
  }

  /// The gradients of `part` of the rows that came, each added to its own row of the table's.
  private func backward(to table: Parameter, _ part: Range<Int>) {
    let (gradients, dx) = (arena.parameters.gradients(table), arena.gradients(vectors))
    let list = arena.ids(distinct)
    dx.advanced(by: part.lowerBound * vectors.stride).clear(count: part.count * vectors.stride)
    projection.backwardInput(
      arena.gradients(products), dyStride: projection.columns, rows: part, into: dx,
      dxStride: vectors.stride)
    for place in part where Int(list[place]) != padding {
      gradients.advanced(by: Int(list[place]) * table.columns).add(
        dx.advanced(by: place * vectors.stride), count: table.columns)
    }
  }

  /// Sums the rows of each id in their order, `part` of their columns.
  private func sum(_ da: Floats, columns part: Range<Int>) {
    let (s, columns) = (arena.gradients(products), projection.columns)
    var begun = 0
    for (row, place) in arena.ids(places).enumerated() {
      let sum = s.advanced(by: Int(place) * columns + part.lowerBound)
      let term = da.advanced(by: row * columns + part.lowerBound)
      if place < begun {
        sum.add(term, count: part.count)
      } else {
        // Ids are in the order in which they first come.
        sum.copy(from: term, count: part.count)
        begun += 1
      }
    }
  }
}
