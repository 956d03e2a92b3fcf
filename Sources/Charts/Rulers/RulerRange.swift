/// The values that a gradient ruler's axis spans.
enum RulerRange {
  /// The positive measured values, at least two decades of them, and the predicted ones as far as
  /// they lie within two decades, or once more the measured span, of the measured.
  static func range(of measured: [Float], _ predicted: [Float]) -> ValueRange {
    func positive(_ values: [Float]) -> ValueRange? {
      ValueRange(values.lazy.filter { $0 >= .leastNormalMagnitude })
    }
    guard var range = positive(measured) ?? positive(predicted) else { return ValueRange(1e-4, 1) }
    if let expected = positive(predicted) {
      let reach = max(100, range.high / range.low)
      range.include(max(expected.low, range.low / reach))
      range.include(min(expected.high, range.high * reach))
    }
    range.include(range.high / 100)
    return range
  }
}
