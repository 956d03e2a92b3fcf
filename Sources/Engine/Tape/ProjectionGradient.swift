/// The gradients of a projection's weight and of its biases.
extension Projection {
  /// dW += dy^T x, summed over all `rows` in order. It is computed by `finishGradient`; this only
  /// records the factors, so that all operations that share a weight become one product.
  func backwardWeight(_ dy: Rows, _ x: Rows, rows: Int) {
    parts.append(TransposedPart(a: dy, b: x, terms: rows))
  }

  /// dW += s^T x where row r of x is one-hot at `ids[r]`, all different: each of the `count` rows
  /// of s is added to a column of dW.
  func scatter(_ s: Floats, ids: Ids, count: Int) {
    let work = 16 * weight.rows * count
    parallel.split(weight.rows, work: work, with: (self, s, ids, count)) { shared, rows in
      let (projection, s, ids, count) = shared
      let (inner, columns) = (projection.inner, projection.columns)
      let dw = projection.parameters.gradients(projection.weight)
      for row in rows {
        let from = s.advanced(by: projection.column(of: row))
        for index in 0..<count { dw[row * inner + Int(ids[index])] += from[index * columns] }
      }
    }
  }

  /// The scratch memory that `finishGradient` needs, in numbers.
  var gradientScratchCount: Int { parallel.threads * PackedFactors.count(columns: inner) }

  /// Adds the products that the operations recorded to the gradient of W. `scratch` has at least
  /// `gradientScratchCount` numbers, of any value.
  func finishGradient(scratch: Floats) {
    guard !parts.isEmpty else { return }
    let terms = parts.reduce(0) { $0 + $1.terms }
    parallel.split(parallel.threads, work: columns * inner * terms, with: (self, scratch, terms)) {
      let (projection, scratch, terms) = $0
      for share in $1 { projection.multiplyParts(share, terms: terms, scratch) }
    }
    parts.removeAll(keepingCapacity: true)
    guard let wideGradient else { return }
    let (dw, width) = (parameters.gradients(weight), paddedCount(inner))
    for row in 0..<weight.rows {
      dw.advanced(by: row * inner).add(
        wideGradient.floats(at: column(of: row) * width), count: inner)
    }
  }

  /// A thread's share of the products, in its own part of the scratch memory.
  private func multiplyParts(_ share: Int, terms: Int, _ scratch: Floats) {
    let width = paddedCount(inner)
    let rows = (wideGradient == nil ? weight.rows : columns).part(
      share..<share + 1, of: parallel.threads)
    let size = PackedFactors.count(columns: inner)
    let target = wideGradient?.floats() ?? parameters.gradients(weight)
    multiplyTransposed(
      rows: rows, parts, panels: width / 16, into: Rows(base: target, stride: width),
      accumulating: wideGradient == nil,
      packed: PackedFactors(
        in: scratch.advanced(by: share * size), rows: rows.count, terms: terms))
  }

  /// Adds the column sums of dy [rows, gates * padded] to the gradients of biases.
  func backwardBias(_ biases: ArraySlice<Parameter>, _ dy: Rows, rows: Int) {
    guard !biases.isEmpty else { return }
    let total = biasRow.floats()
    let work = 4 * rows * columns
    parallel.split(columns, unit: 16, work: work, with: (total, dy, rows)) {
      let (total, dy, rows) = $0
      let sums = total.advanced(by: $1.lowerBound)
      sums.clear(count: $1.count)
      for row in 0..<rows {
        sums.add(dy[row].advanced(by: $1.lowerBound), count: $1.count)
      }
    }
    for bias in biases {
      let db = parameters.gradients(bias)
      for gate in 0..<gates {
        db.advanced(by: gate * units).add(total.advanced(by: gate * padded), count: units)
      }
    }
  }
}
