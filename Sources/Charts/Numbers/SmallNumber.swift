import Glibc

/// Numbers as a chart shows them: three significant digits, scientific when they are very small or
/// large, and always the same width, so that a number that changes never moves its neighbours.
public enum SmallNumber {
  /// The number with three significant digits.
  public static func text(_ value: Float) -> String {
    text(Double(value), digits: 3)
  }

  /// The number with that many significant digits: `0.0123`, `1.39`, `412`, `9.87e-5`, `NaN`.
  /// Zero is `0`, and only zero is.
  public static func text(_ value: Float, digits: Int) -> String {
    text(Double(value), digits: digits)
  }

  /// The number right-aligned in a width. Where it is too wide it loses digits, and where even one
  /// digit does not fit there are `#` signs.
  public static func padded(_ value: Float, width: Int = 8, digits: Int = 3) -> String {
    guard width > 0 else { return "" }
    let width = min(width, 4096)
    for count in stride(from: min(max(1, digits), 9), through: 1, by: -1) {
      let result = text(value, digits: count)
      if result.count <= width {
        return String(repeating: " ", count: width - result.count) + result
      }
    }
    return String(repeating: "#", count: width)
  }

  /// The number with that many significant digits.
  static func text(_ value: Double, digits: Int) -> String {
    let digits = min(max(1, digits), 9)
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    // Beyond its digits a number is shown to the unit.
    let isLarge = abs(value) >= decimalPower(digits)
    let exponent = decimalExponent(isLarge ? value.rounded() : rounded(value, digits))
    if exponent < -3 || exponent > 4 { return scientific(value, digits) }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// Numbers that stand below each other: as many decimals for all as the one that needs the most
  /// of them, with that many significant digits, without zeros at the end.
  static func texts(_ values: [Double], digits: Int) -> [String] {
    let alone = values.map { text($0, digits: digits) }
    guard alone.allSatisfy({ $0.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" } }) else {
      return alone
    }
    let decimals = alone.map { number in
      guard let point = number.firstIndex(of: ".") else { return 0 }
      return number[point...].dropFirst().reversed().drop { $0 == "0" }.count
    }
    return values.map { fixed($0, decimals: decimals.max() ?? 0) }
  }

  /// A number with a fixed count of decimals, rounded half away from zero.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = decimalPower(decimals)
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e18 else { return scientific(value, 3) }
    var digits = String(UInt64(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number as digits and a power of ten: `1.5e-7`.
  static func scientific(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return text(value, digits: digits) }
    let exponent = decimalExponent(rounded(value, digits))
    // Two factors, because one would overflow for the smallest numbers.
    let mantissa = value / decimalPower(exponent / 2) / decimalPower(exponent - exponent / 2)
    return fixed(mantissa, decimals: digits - 1) + "e\(exponent)"
  }

  /// The number with that many significant digits, so that 9.999 counts as 10.
  private static func rounded(_ value: Double, _ digits: Int) -> Double {
    let shift = digits - 1 - decimalExponent(value)
    guard abs(shift) < 280 else { return value }
    let scale = decimalPower(shift)
    return (value * scale).rounded() / scale
  }
}

/// The power of ten of a number's first digit: 0 for 1...9.99, -1 for 0.1; 0 for zero.
func decimalExponent(_ value: Double) -> Int {
  guard value != 0, value.isFinite else { return 0 }
  var exponent = Int(log10(abs(value)).rounded(.down))
  // The logarithm may land just below a whole number.
  if abs(value) >= decimalPower(exponent + 1) { exponent += 1 }
  return exponent
}
