/// Which values a line chart shows along its two axes.
struct LineChartRanges {
  /// Along the x axis.
  let columns: ValueRange
  /// Along the y axis.
  let values: ValueRange
  /// Whether there is nothing that could say what the x axis means.
  let isEmpty: Bool
  /// Whether points lie at zero or below, where a logarithmic axis has no position for them.
  let hasFloor: Bool

  /// The ranges of a chart, from its points, baselines and events, or as it demands.
  init(_ chart: LineChart) {
    let isLogarithmic = chart.axes.yScale == .logarithmic
    let known = Extremes(chart.series, in: chart.axes.xRange, onlyPositive: isLogarithmic)
    let columns = Self.columns(chart, known.columns)
    isEmpty = columns == nil
    self.columns = columns ?? ValueRange(0, 10, isWhole: true)
    values = Self.values(chart, known.values, isLogarithmic)
    hasFloor = known.hasFloor
  }

  /// The points' range, from zero if they begin near it, and at first wide enough for ten of them,
  /// so that the axis does not jump with every new point of a young curve.
  private static func columns(_ chart: LineChart, _ known: ValueRange?) -> ValueRange? {
    if let shown = chart.axes.xRange, shown.lowerBound.isFinite, shown.upperBound.isFinite {
      return ValueRange(shown, isWhole: known?.isWhole ?? true)
    }
    var range = known
    for event in chart.events where event.x.isFinite {
      if range == nil { range = ValueRange([event.x]) }
      range?.include(Double(event.x))
    }
    guard var range else { return nil }
    if range.low > 0, range.low < range.high * 0.1 || range.isWhole && range.low <= 1 {
      range.low = 0
    }
    if range.isWhole { range.high = max(range.high, range.low + 10) }
    return range
  }

  /// The range of the points in view and of the baselines near them: those no farther from the
  /// points than the largest point is from zero, or on a logarithmic axis within two decades of
  /// them.
  private static func values(
    _ chart: LineChart, _ known: ValueRange?, _ isLogarithmic: Bool
  ) -> ValueRange {
    if let shown = chart.axes.yRange, shown.lowerBound.isFinite, shown.upperBound.isFinite {
      var range = ValueRange(shown)
      range.isGiven = true
      return range
    }
    let baselines = chart.baselines.map(\.value).filter {
      $0.isFinite && (!isLogarithmic || $0 > 0)
    }
    guard var range = known else {
      return ValueRange(baselines) ?? ValueRange(isLogarithmic ? 0.1 : 0, 1)
    }
    let reach = range.magnitude
    let near =
      isLogarithmic
      ? range.low / 100...range.high * 100 : range.low - reach...range.high + reach
    for baseline in baselines where near.contains(Double(baseline)) {
      range.include(Double(baseline))
    }
    return range
  }
}

/// The extremes of all points, in one pass: a chart may hold a million of them.
private struct Extremes {
  /// Of all points.
  var columns: ValueRange?
  /// Of the points in view.
  var values: ValueRange?
  /// Whether a point in view was left out for not being positive.
  var hasFloor = false

  init(_ series: [Series], in view: ClosedRange<Float>?, onlyPositive: Bool) {
    var low = SIMD2<Float>(repeating: .infinity)
    var high = -low
    var isWhole = true
    let left = view?.lowerBound ?? -.infinity
    let right = view?.upperBound ?? .infinity
    for one in series {
      for point in one.points {
        if point.x.isFinite {
          low.x = min(low.x, point.x)
          high.x = max(high.x, point.x)
          if isWhole { isWhole = point.x == point.x.rounded(.towardZero) }
        }
        guard point.y.isFinite, point.x >= left, point.x <= right else { continue }
        if onlyPositive, point.y <= 0 {
          hasFloor = true
          continue
        }
        low.y = min(low.y, point.y)
        high.y = max(high.y, point.y)
      }
    }
    if low.x <= high.x { columns = ValueRange(low.x...high.x, isWhole: isWhole) }
    if low.y <= high.y { values = ValueRange(low.y...high.y) }
  }
}
