/// The eigenvectors of a symmetric matrix [size, size] as rows, and its eigenvalues, largest first,
/// by Jacobi's rotations (1846).
func symmetricEigenvectors(of matrix: [Double], size: Int) -> ([[Double]], [Double]) {
  var a = matrix
  var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
  for _ in 0..<60 {
    var off = 0.0
    for p in 0..<size {
      for q in 0..<p { off += a[p * size + q] * a[p * size + q] }
    }
    if off == 0 { break }
    for p in 0..<size {
      for q in p + 1..<max(size, p + 1) where a[p * size + q] != 0 {
        rotate(&a, &vectors, p, q, size: size)
      }
    }
  }
  let order = (0..<size).sorted { a[$0 * size + $0] > a[$1 * size + $1] }
  return (order.map { vectors[$0] }, order.map { a[$0 * size + $0] })
}

/// Rotates in the plane of p and q so that entry (p, q) becomes zero.
private func rotate(_ a: inout [Double], _ vectors: inout [[Double]], _ p: Int, _ q: Int, size: Int)
{
  let entry = a[p * size + q]
  let angle = (a[q * size + q] - a[p * size + p]) / (2 * entry)
  let t = (angle >= 0 ? 1.0 : -1) / (abs(angle) + (angle * angle + 1).squareRoot())
  let c = 1 / (t * t + 1).squareRoot()
  let s = t * c
  for k in 0..<size {
    let (x, y) = (a[k * size + p], a[k * size + q])
    (a[k * size + p], a[k * size + q]) = (c * x - s * y, s * x + c * y)
  }
  for k in 0..<size {
    let (x, y) = (a[p * size + k], a[q * size + k])
    (a[p * size + k], a[q * size + k]) = (c * x - s * y, s * x + c * y)
    let (u, v) = (vectors[p][k], vectors[q][k])
    (vectors[p][k], vectors[q][k]) = (c * u - s * v, s * u + c * v)
  }
  (a[p * size + q], a[q * size + p]) = (0, 0)
}
