/// Numbers in few columns: three significant digits, scientific where that would be long.
public enum SmallNumber {
  /// `1.39`, `0.012`, `107`, `4.2e-15`, `0`, `NaN`, `inf`.
  public static func text(_ value: Float) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf" }
    let size = abs(value)
    if size == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    if size >= 0.000_999_5 && size < 9999.5 {
      let decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3
      return sign + fixed(Double(size), decimals: decimals)
    }
    var exponent = decade(Double(size))
    var mantissa = fixed(Double(size) / power(exponent), decimals: 1)
    if mantissa == "10.0" {
      mantissa = "1.0"
      exponent += 1
    }
    return "\(sign)\(mantissa)e\(exponent)"
  }

  /// `value` with so many digits after the point, rounded half away from zero.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let whole = scaled / Int(scale)
    var text = (value < 0 && scaled != 0 ? "-" : "") + "\(whole)"
    if decimals > 0 {
      let rest = String(scaled % Int(scale))
      text += "." + String(repeating: "0", count: decimals - rest.count) + rest
    }
    return text
  }

  /// The largest k with 10^k <= value, for a positive value.
  static func decade(_ value: Double) -> Int {
    var exponent = 0
    while power(exponent) > value { exponent -= 1 }
    while power(exponent + 1) <= value { exponent += 1 }
    return exponent
  }

  /// 10^exponent.
  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
