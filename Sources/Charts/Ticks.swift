/// Well-chosen places for labels on an axis, after Talbot, Lin and Hanrahan ("An extension of
/// Wilkinson's algorithm for positioning tick labels on axes", 2010): simple numbers that cover the
/// data at about the wanted density. Their fourth term, legibility, is left to the chart, which
/// knows rows and columns.
public struct Ticks: Sendable, Equatable {
  /// The values, in order.
  public let values: [Double]
  /// The labels, all with the same number of decimals.
  public let labels: [String]

  /// Steps that people find simple, the simplest first.
  private static let simpleSteps = [1.0, 5, 2, 2.5, 4, 3]

  /// Ticks inside `low...high`, about `wanted` of them; none where the range is empty.
  public init(low: Double, high: Double, wanted: Int) {
    guard low.isFinite, high.isFinite, high > low, wanted > 0, high - low < 1e300 else {
      (values, labels) = ([], [])
      return
    }
    var best = (score: -Double.infinity, start: 0, step: 1.0, count: 0)
    let span = high - low
    let base = SmallNumber.decade(span / Double(wanted))
    for exponent in base - 1...base + 1 {
      for (rank, simple) in Self.simpleSteps.enumerated() {
        let step = simple * SmallNumber.power(exponent)
        guard low / step > -1e15, high / step < 1e15 else { continue }
        let start = Int((low / step - 1e-9).rounded(.up))
        let end = Int((high / step + 1e-9).rounded(.down))
        let count = end - start + 1
        guard count >= 1, count <= 4 * wanted + 4 else { continue }
        let hasZero = start <= 0 && end >= 0
        let simplicity =
          1 - Double(rank) / Double(Self.simpleSteps.count - 1) + (hasZero ? 1 : 0)
        let missed = span - Double(count - 1) * step
        let coverage = 1 - (missed / span) * (missed / span)
        let ratio = Double(count) / Double(wanted)
        let density = 2 - max(ratio, 1 / ratio)
        let score = 0.25 * simplicity + 0.2 * coverage + 0.5 * density
        if score > best.score { best = (score, start, step, count) }
      }
    }
    var decimals = 0
    var scaled = best.step
    while decimals < 12, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
      scaled *= 10
      decimals += 1
    }
    values = (0..<best.count).map { Double(best.start + $0) * best.step }
    labels = values.map { Self.label($0, decimals: decimals) }
  }

  private static func label(_ value: Double, decimals: Int) -> String {
    if abs(value) >= 1e6 { return SmallNumber.text(Float(value)) }
    return SmallNumber.fixed(value, decimals: decimals)
  }
}
