/// The inner product of two vectors.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var total = 0.0
  for index in a.indices { total += a[index] * b[index] }
  return total
}

/// The rows made orthonormal one after another, by two Gram-Schmidt passes. A row that depends on
/// those before it is replaced by an axis.
func orthonormal(_ rows: [[Double]]) -> [[Double]] {
  var basis: [[Double]] = []
  for row in rows {
    let axes = row.indices.map { axis in row.indices.map { $0 == axis ? 1.0 : 0 } }
    for candidate in [row] + axes {
      var rest = candidate
      let length = dot(rest, rest).squareRoot()
      for _ in 0..<2 {
        for other in basis {
          let overlap = dot(rest, other)
          for column in rest.indices { rest[column] -= overlap * other[column] }
        }
      }
      let restLength = dot(rest, rest).squareRoot()
      guard restLength > 1e-10 * length, restLength > 0 else { continue }
      basis.append(rest.map { $0 / restLength })
      break
    }
  }
  return basis
}
