/// What a number lies between, as far as it can be told from its equation.
public struct Interval: Sendable, Equatable {
  /// The lower end; -infinity where there is none.
  public let low: Double
  /// The upper end; infinity where there is none.
  public let high: Double

  /// 0...1, of a gate that can be open or closed.
  public static let unit = Interval(0, 1)
  /// -1...1
  public static let signed = Interval(-1, 1)
  /// Any number.
  public static let unbounded = Interval(-.infinity, .infinity)

  /// An end that cannot be told (infinity minus infinity) is no end.
  init(_ low: Double, _ high: Double) {
    self.low = low.isNaN ? -.infinity : low
    self.high = high.isNaN ? .infinity : high
  }

  /// Whether all its numbers are in 0...1.
  public var isWithinUnit: Bool { low >= 0 && high <= 1 }
  /// Whether there are negative numbers in it.
  public var isSigned: Bool { low < 0 }

  static prefix func - (a: Interval) -> Interval { Interval(-a.high, -a.low) }

  static func + (a: Interval, b: Interval) -> Interval { Interval(a.low + b.low, a.high + b.high) }

  static func * (a: Interval, b: Interval) -> Interval {
    let corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    guard !corners.contains(where: \.isNaN) else { return zeroTimesInfinity(a, b) }
    return Interval(corners.min() ?? .nan, corners.max() ?? .nan)
  }

  /// 0 times an end that is no end can be anything of the signs that the factors have.
  private static func zeroTimesInfinity(_ a: Interval, _ b: Interval) -> Interval {
    !a.isSigned && !b.isSigned ? Interval(0, .infinity) : .unbounded
  }
}
