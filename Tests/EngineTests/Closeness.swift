import Testing

@testable import Engine

/// Expects two lists that are computed in two ways to differ by rounding only.
func expectClose(
  _ a: [Float], _ b: [Float], at location: SourceLocation = #_sourceLocation
) {
  #expect(a.count == b.count, sourceLocation: location)
  let scale = max(b.map { abs($0) }.max() ?? 0, 1e-3)
  let error = zip(a, b).map { abs($0 - $1) }.max() ?? 0
  // Sums of up to 64 terms in another order, through exponentials and logarithms.
  #expect(error <= 3e-5 * scale, "\(error / scale)", sourceLocation: location)
}
