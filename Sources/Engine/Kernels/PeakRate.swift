/// Fused multiply-adds as fast as one core can do them: the upper bound that a benchmark compares
/// with.
public enum PeakRate {
  /// The numbers that one register holds.
  #if WIDE_REGISTERS
    private typealias Register = SIMD16<Float>
  #else
    private typealias Register = SIMD8<Float>
  #endif

  /// Runs `rounds` rounds of fused multiply-adds on registers alone; returns the floating-point
  /// operations done and a number that depends on all of them.
  ///
  /// Ten chains fit the registers without spilling, and cover the latency of two units.
  public static func run(rounds: Int) -> (operations: Double, number: Float) {
    let (x, y) = (Register(repeating: 0.999), Register(repeating: 0.001))
    var (a, b, c, d, e) = (x, x, x, x, x)
    var (f, g, h, i, j) = (y, y, y, y, y)
    for _ in 0..<rounds {
      a = y.addingProduct(a, x)
      b = y.addingProduct(b, x)
      c = y.addingProduct(c, x)
      d = y.addingProduct(d, x)
      e = y.addingProduct(e, x)
      f = y.addingProduct(f, x)
      g = y.addingProduct(g, x)
      h = y.addingProduct(h, x)
      i = y.addingProduct(i, x)
      j = y.addingProduct(j, x)
    }
    let total = (a + b + c + d + e) + (f + g + h + i + j)
    return (Double(rounds * 10 * Register.scalarCount * 2), total.sum())
  }
}
