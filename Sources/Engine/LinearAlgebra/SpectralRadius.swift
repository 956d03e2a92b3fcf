/// The largest absolute eigenvalue of a square matrix, row-major: the factor by which a linear
/// recurrence stretches its state per step in the long run.
///
/// (|A^2k| / |A^k|)^(1/k), in which a constant factor of Gelfand's formula cancels out, with
/// k = 2048 reached by squaring and rescaling, in double precision. Good to rounding where A is a
/// multiple of an orthogonal matrix, otherwise to about 1e-3, also for complex eigenvalues.
public func spectralRadius(of matrix: [Float], size: Int) -> Float {
  var power = matrix.map { Double($0) }
  var exponent = 1.0
  var radius = 1.0
  for _ in 0..<12 {
    let norm = power.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm > 0, norm.isFinite else { return norm.isFinite ? 0 : .nan }
    // |A^k| = norm * scale^k; the scale is folded into the radius.
    radius *= root(norm, exponent)
    for index in power.indices { power[index] /= norm }
    power = squared(power, size: size)
    exponent *= 2
  }
  let norm = power.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return Float(radius * root(norm, exponent / 2))
}

/// x^(1/n) for n a power of two, by square roots.
private func root(_ x: Double, _ n: Double) -> Double {
  var (result, rest) = (x, n)
  while rest > 1 {
    result = result.squareRoot()
    rest /= 2
  }
  return result
}

private func squared(_ a: [Double], size: Int) -> [Double] {
  var product = [Double](repeating: 0, count: size * size)
  for i in 0..<size {
    for k in 0..<size {
      let factor = a[i * size + k]
      for j in 0..<size { product[i * size + j] += factor * a[k * size + j] }
    }
  }
  return product
}
