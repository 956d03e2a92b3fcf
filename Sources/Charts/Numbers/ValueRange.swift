/// The smallest and the largest of some values.
struct ValueRange: Equatable {
  /// The smallest.
  var low: Double
  /// The largest.
  var high: Double
  /// Whether every value so far is a whole number, so that ticks between them mean nothing.
  var isWhole: Bool
  /// Whether it was asked for as it is: a share has no tick at 110 %, whatever room there is above
  /// 100.
  var isGiven = false

  /// The range between two values, in any order.
  init(_ low: Double, _ high: Double, isWhole: Bool = false) {
    (self.low, self.high, self.isWhole) = (min(low, high), max(low, high), isWhole)
  }

  /// The range as a closed one of the standard library.
  init(_ range: ClosedRange<Float>, isWhole: Bool = false) {
    self.init(Double(range.lowerBound), Double(range.upperBound), isWhole: isWhole)
  }

  /// The range of the finite values, or nil when there are none.
  init?(_ values: some Sequence<Float>) {
    var low = Float.infinity
    var high = -Float.infinity
    var isWhole = true
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
      if isWhole, value != value.rounded(.towardZero) { isWhole = false }
    }
    guard low <= high else { return nil }
    self.init(Double(low), Double(high), isWhole: isWhole)
  }

  /// The largest absolute value.
  var magnitude: Double { max(abs(low), abs(high)) }

  /// Widens the range so that a value lies in it.
  mutating func include(_ value: Double) {
    low = min(low, value)
    high = max(high, value)
  }

  /// The range, made wide enough to have a scale: at least a millionth of its values, or one tenth
  /// around a single value.
  var widened: ValueRange {
    if high - low > magnitude * 1e-6 { return self }
    let margin = magnitude > 1e-300 ? magnitude * 0.1 : 0.1
    return ValueRange(low - margin, high + margin, isWhole: false)
  }
}
