/// Whether several conditions leave something out.
extension Condition {
  /// Something that none of `conditions` is about, in words: `loss 0.15`; nil where one of them
  /// holds whatever is measured. Settings do not count: the page says how they are.
  public static func gap(in conditions: [Condition]) -> String? {
    guard !conditions.contains(where: \.isOtherwise) else { return nil }
    let axes = Axis.all(of: conditions)
    return points(over: axes).first { point in
      !conditions.contains { $0.holds(at: point) }
    }.map { point in
      zip(axes, point.values).map { axis, value in axis.words(value) }.joined(separator: ", ")
    }
  }

  /// Two of `conditions`, by their indices, that hold together, where all are about one number;
  /// nil where there are none, or where they are about several.
  public static func overlap(in conditions: [Condition]) -> (first: Int, second: Int)? {
    let axes = Axis.all(of: conditions)
    guard axes.count == 1 else { return nil }
    for point in points(over: axes) {
      let holding = conditions.indices.filter {
        !conditions[$0].isOtherwise && conditions[$0].holds(at: point)
      }
      if holding.count > 1 { return (holding[0], holding[1]) }
    }
    return nil
  }

  /// Something that varies: a number of a run, or whether that diverged.
  private struct Axis: Equatable {
    let name: String
    let run: Int
    /// Values that no two sides of a limit share; of a divergence, 0 and 1.
    var values: [Double] = [0, 1]
    var isDivergence = true

    func words(_ value: Double) -> String {
      let suffix = run > 1 ? ".\(run)" : ""
      guard isDivergence else { return "\(name)\(suffix) \(Measurement.text(value))" }
      return (value == 1 ? "diverged" : "survived") + suffix
    }

    /// Every axis that some condition is about, once.
    static func all(of conditions: [Condition]) -> [Axis] {
      var axes: [Axis] = []
      for part in conditions.flatMap(\.parts) {
        guard let axis = Axis(part) else { continue }
        let isKnown = axes.contains { $0.name == axis.name && $0.run == axis.run }
        if !isKnown { axes.append(axis) }
      }
      for index in axes.indices where !axes[index].isDivergence {
        axes[index].values = axes[index].values(of: conditions)
      }
      return axes
    }

    private init?(_ part: Part) {
      switch part {
      case .diverged(let run), .survived(let run): (name, self.run) = ("", run)
      case .comparison(.measurement(let measurement, let run), _):
        (name, self.run, isDivergence) = (measurement.name, run, false)
      case .comparison(.setting, _): return nil
      }
    }

    /// Every limit in `conditions`, and a value on each side of it.
    private func values(of conditions: [Condition]) -> [Double] {
      let limits = Set(
        conditions.flatMap(\.parts).flatMap { part -> [Double] in
          guard case .comparison(.measurement(let measurement, run), let test) = part,
            measurement.name == name
          else { return [] }
          return test.limits
        }
      ).sorted()
      guard let low = limits.first, let high = limits.last else { return [0] }
      let between = zip(limits, limits.dropFirst()).map { ($0 + $1) / 2 }
      // Only the number on the slope can be below zero.
      let below = low > 0 || name == Measurement.theta.name ? [low > 0 ? low / 2 : low - 1] : []
      return (below + limits + between + [high + 1]).sorted()
    }
  }

  /// One value on every axis.
  private struct Point {
    let axes: [Axis]
    let values: [Double]

    func value(_ name: String, _ run: Int) -> Double? {
      axes.firstIndex { $0.name == name && $0.run == run }.map { values[$0] }
    }
  }

  /// All combinations of the values of `axes`; of too many the first.
  private static func points(over axes: [Axis]) -> [Point] {
    var combinations: [[Double]] = [[]]
    for axis in axes {
      combinations = combinations.flatMap { before in axis.values.map { before + [$0] } }
      combinations = Array(combinations.prefix(100_000))
    }
    return combinations.map { Point(axes: axes, values: $0) }
  }

  private func holds(at point: Point) -> Bool {
    parts.allSatisfy { part in
      switch part {
      case .diverged(let run): point.value("", run) == 1
      case .survived(let run): point.value("", run) == 0
      case .comparison(.measurement(let measurement, let run), let test):
        point.value(measurement.name, run).map { Self.holds(test, $0) } ?? false
      case .comparison(.setting, _): true
      }
    }
  }
}

extension Condition.Test {
  /// The numbers at which it changes.
  fileprivate var limits: [Double] {
    switch self {
    case .below(let limit), .above(let limit), .atMost(let limit), .atLeast(let limit): [limit]
    case .within(let range): [range.lowerBound, range.upperBound]
    case .equals(let word): Double(word).map { [$0] } ?? []
    }
  }
}
