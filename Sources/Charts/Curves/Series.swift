import Screen

/// One curve of a line chart.
public struct Series: Sendable {
  /// Written at the end of the curve.
  public var name: String
  /// The points from left to right. A value that is not finite interrupts the curve.
  public var points: [SIMD2<Float>]
  /// The curve's colour.
  public var ink: Ink
  /// How the curve is dotted, so that series differ without colours too.
  public var pattern: Pattern
  /// The number beside the name, already formatted; nothing when nil.
  public var valueText: String?

  /// A curve through points.
  public init(
    name: String = "", points: [SIMD2<Float>], ink: Ink = .first, pattern: Pattern = .solid,
    valueText: String? = nil
  ) {
    self.name = name
    self.points = points
    self.ink = ink
    self.pattern = pattern
    self.valueText = valueText
  }

  /// A curve through values that are one apart, the first at `start`.
  public init(
    name: String = "", values: [Float], from start: Float = 0, ink: Ink = .first,
    pattern: Pattern = .solid, valueText: String? = nil
  ) {
    let points = values.enumerated().map { SIMD2(start + Float($0.offset), $0.element) }
    self.init(name: name, points: points, ink: ink, pattern: pattern, valueText: valueText)
  }

  /// The same curve smoothed: each value is the mean of those so far, weighted by `factor` to the
  /// power of how long ago they were (an exponential moving average without the pull of its start).
  /// What is not finite is passed over.
  public func smoothed(by factor: Float) -> Series {
    var result = self
    var (sum, weight): (Float, Float) = (0, 0)
    result.points = points.map { point in
      guard point.y.isFinite else { return point }
      sum = factor * sum + (1 - factor) * point.y
      weight = factor * weight + (1 - factor)
      return [point.x, weight > 0 ? sum / weight : point.y]
    }
    return result
  }
}

/// Which dots of a curve are set.
public enum Pattern: Sendable, Hashable, CaseIterable {
  /// All of them.
  case solid
  /// Three of every five.
  case dashed
  /// One of every three.
  case dotted

  /// Whether the dot is set that comes after `distance` others along the curve.
  func isSet(at distance: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: distance % 5 < 3
    case .dotted: distance % 3 == 0
    }
  }
}

/// A named value, drawn as a dotted line across the chart.
public struct BaselineLine: Sendable, Hashable {
  /// Where the line lies, in the unit of the chart's values.
  public var value: Float
  /// What is written at its right end: a formula, two spaces, what it means.
  public var label: String

  /// A line at a value.
  public init(value: Float, label: String) {
    self.value = value
    self.label = label
  }

  /// What may be written, the best first: the whole label, what it means, the formula.
  var texts: [String] {
    guard let gap = label.firstRange(of: "  ") else { return [label] }
    return [label, String(label[gap.upperBound...]), String(label[..<gap.lowerBound])]
  }
}

/// Something that happened at one position of the x axis, for example that the loss became NaN.
public struct ChartEvent: Sendable, Hashable {
  /// Where it happened.
  public var x: Float
  /// What happened, in words.
  public var text: String
  /// The colour of its mark.
  public var ink: Ink
  /// What is drawn at its x on the top row.
  public var mark: Character

  /// An event at a position.
  public init(x: Float, text: String, ink: Ink = .bad, mark: Character = "✗") {
    self.mark = mark
    self.x = x
    self.text = text
    self.ink = ink
  }
}
