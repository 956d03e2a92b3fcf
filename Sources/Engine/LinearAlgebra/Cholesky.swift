/// Puts Cholesky's factor L, with L L' = a, in place of the lower triangle of a, [size, size].
func factorize(_ a: inout [Double], size: Int) {
  for i in 0..<size {
    for j in 0...i {
      var rest = a[i * size + j]
      for k in 0..<j { rest -= a[i * size + k] * a[j * size + k] }
      a[i * size + j] = i == j ? rest.squareRoot() : rest / a[j * size + j]
    }
  }
}

/// The x with L L' x = b.
func solved(_ factor: [Double], _ b: [Double]) -> [Double] {
  let size = b.count
  var x = b
  for i in 0..<size {
    for k in 0..<i { x[i] -= factor[i * size + k] * x[k] }
    x[i] /= factor[i * size + i]
  }
  for i in (0..<size).reversed() {
    for k in i + 1..<max(size, i + 1) { x[i] -= factor[k * size + i] * x[k] }
    x[i] /= factor[i * size + i]
  }
  return x
}
