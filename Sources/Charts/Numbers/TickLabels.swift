/// The texts of an axis: one precision for all of its ticks.
enum TickLabels {
  /// A tick's label.
  /// - Parameters:
  ///   - step: the distance of two ticks, which decides the decimals.
  ///   - largest: the largest absolute value on the axis, which decides the unit.
  static func text(_ value: Double, step: Double, largest: Double) -> String {
    if largest >= 1e7 || largest < 1e-3 {
      return value == 0 ? "0" : SmallNumber.scientific(value, significant(value, step))
    }
    if largest >= 1e4, step >= 10 {
      if value == 0 { return "0" }
      return SmallNumber.fixed(value / 1000, decimals: decimals(step / 1000)) + "k"
    }
    return SmallNumber.fixed(value, decimals: decimals(step))
  }

  /// A power of ten.
  static func decade(_ power: Int) -> String { "1e\(power)" }

  /// How many decimals a step has, at most 9.
  private static func decimals(_ step: Double) -> Int {
    for count in 0..<9 {
      let scaled = step * decimalPower(count)
      if abs(scaled - scaled.rounded()) < 1e-6 * scaled { return count }
    }
    return 9
  }

  /// How many digits a value needs so that it differs from its neighbours.
  private static func significant(_ value: Double, _ step: Double) -> Int {
    for count in 1..<7 {
      let exponent = decimalExponent(value) - (count - 1)
      let scaled = step / decimalPower(exponent)
      if abs(scaled - scaled.rounded()) < 1e-6 * scaled { return count }
    }
    return 7
  }
}
