import Screen

/// A curve of a line chart.
public struct Series: Sendable {
  /// Its name, written at its end; empty for none.
  public var name: String
  /// Points in the order of x; a value that is not finite breaks the line.
  public var points: [SIMD2<Float>]
  /// Its ink.
  public var ink: Ink
  /// Its last value in words, written behind the name; nil for none.
  public var valueText: String?

  /// A curve.
  public init(name: String, points: [SIMD2<Float>], ink: Ink, valueText: String? = nil) {
    self.name = name
    self.points = points
    self.ink = ink
    self.valueText = valueText
  }

  var endText: String {
    [name, valueText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// A named value, dotted across the chart.
public struct LevelLine: Sendable, Equatable {
  /// The value.
  public var value: Float
  /// The name at the right.
  public var label: String

  /// A level.
  public init(value: Float, label: String) {
    self.value = value
    self.label = label
  }
}

/// Something that happened at a value of x, marked at the top edge.
public struct ChartEvent: Sendable, Equatable {
  /// Where.
  public var x: Float
  /// What, in words.
  public var text: String

  /// An event.
  public init(x: Float, text: String) {
    self.x = x
    self.text = text
  }
}

/// Curves over a common x, with named levels.
///
/// In each column of dots a curve is the span from its smallest to its largest value, so a spike
/// is never lost. The range always has every finite value, and every level not far above them.
public struct LineChart: Sendable {
  var title: String
  var status: String
  var series: [Series]
  var levels: [LevelLine]
  var events: [ChartEvent]
  var xRange: ClosedRange<Float>

  /// A chart; the last series is drawn in front. Levels given first win a row that two would share.
  public init(
    title: String, status: String = "", series: [Series], levels: [LevelLine] = [],
    events: [ChartEvent] = [], xRange: ClosedRange<Float>
  ) {
    self.title = title
    self.status = status
    self.series = series
    self.levels = levels.filter { $0.value.isFinite }
    self.events = events
    self.xRange = xRange
  }

  /// Draws it into `rectangle`, and nothing outside.
  public func draw(
    on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities
  ) {
    guard rectangle.width > 0, rectangle.height > 0 else { return }
    let scale = VerticalScale(range: valueRange, rows: rectangle.height - 3)
    let ticks = Ticks(
      low: scale.low, high: scale.high, wanted: max(2, (rectangle.height - 2) / 3))
    let names = visibleLevels(scale).map(\.label) + series.map(\.endText)
    let frame = ChartFrame(
      rectangle, leftWidth: ticks.labels.map { columns(of: $0) }.max() ?? 0,
      rightWidth: names.map { columns(of: $0) }.max() ?? 0)
    frame.drawTitle([StyledText(title, .plain.bolded)], status: status, on: &grid)
    guard frame.plot.height > 0, frame.plot.width > 0 else { return }
    frame.drawLeftAxis(
      zip(ticks.values, ticks.labels).map { (scale.row(of: $0), $1) }, on: &grid)
    drawBottomAxis(frame, on: &grid)
    drawLevels(frame, scale, on: &grid)
    for (index, curve) in series.enumerated() {
      draw(curve, index: index, frame, capabilities, scale, on: &grid)
    }
    drawEndLabels(frame, scale, on: &grid)
    drawEvents(frame, on: &grid)
  }

  // MARK: Ranges

  /// From the smallest to the largest of the values and of the levels not far above them.
  private var valueRange: ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for curve in series {
      for point in curve.points where point.y.isFinite {
        low = min(low, Double(point.y))
        high = max(high, Double(point.y))
      }
    }
    let reach = high.isFinite ? high + 0.25 * abs(high) : .infinity
    for level in levels where Double(level.value) <= reach {
      low = min(low, Double(level.value))
      high = max(high, Double(level.value))
    }
    guard low <= high else { return 0...1 }
    if low == high {
      let room = low == 0 ? 1 : abs(low) * 0.1
      return low - room...high + room
    }
    return low...high
  }

  private func visibleLevels(_ scale: VerticalScale) -> [LevelLine] {
    levels.filter { Double($0.value) >= scale.low && Double($0.value) <= scale.high }
  }

  private func column(of x: Float, width: Int) -> Int? {
    let span = xRange.upperBound - xRange.lowerBound
    guard x.isFinite, span > 0, width > 0 else { return nil }
    let share = Double(x - xRange.lowerBound) / Double(span)
    guard share >= 0, share <= 1 else { return nil }
    return min(width - 1, Int(share * Double(width - 1) + 0.5))
  }

  // MARK: Parts

  private func drawBottomAxis(_ frame: ChartFrame, on grid: inout Grid) {
    let ticks = Ticks(
      low: Double(xRange.lowerBound), high: Double(xRange.upperBound),
      wanted: max(2, frame.plot.width / 12))
    let labels = zip(ticks.values, ticks.labels).compactMap { value, label in
      column(of: Float(value), width: frame.plot.width).map { (column: $0, text: label) }
    }
    frame.drawBottomAxis(labels, on: &grid)
  }

  /// Dots across for each level, its name at the right unless a level before it has the row.
  private func drawLevels(_ frame: ChartFrame, _ scale: VerticalScale, on grid: inout Grid) {
    var taken: Set<Int> = []
    for level in visibleLevels(scale) {
      let row = scale.row(of: Double(level.value))
      guard (0..<frame.plot.height).contains(row), taken.insert(row).inserted else { continue }
      let y = frame.plot.y + row
      for column in 0..<frame.plot.width {
        grid.put("·", x: frame.plot.x + column, y: y, style: .dim, within: frame.whole)
      }
      if frame.rightWidth > 0 {
        grid.put(
          level.label, x: frame.plot.maxX + 1, y: y, style: .dim, within: frame.whole)
      }
    }
  }

  private func draw(
    _ curve: Series, index: Int, _ frame: ChartFrame, _ capabilities: Capabilities,
    _ scale: VerticalScale, on grid: inout Grid
  ) {
    var canvas = DotCanvas(
      columns: frame.plot.width, rows: frame.plot.height, tier: capabilities.glyphs)
    var last: (x: Int, y: Int)?
    var open: (x: Int, low: Int, high: Int)?
    for point in curve.points {
      guard point.y.isFinite, let x = column(of: point.x, width: canvas.width) else {
        last = nil
        continue
      }
      let y = scale.dot(of: Double(point.y), height: canvas.height)
      if let span = open, span.x == x, last != nil {
        open = (x, min(span.low, y), max(span.high, y))
      } else {
        if let span = open { canvas.span(span.x, span.low, span.high) }
        if let last { canvas.line(last.x, last.y, x, y) }
        open = (x, y, y)
      }
      last = (x, y)
    }
    if let span = open { canvas.span(span.x, span.low, span.high) }
    let marks: [Character] = ["*", "+", "o", "x"]
    canvas.draw(
      on: &grid, x: frame.plot.x, y: frame.plot.y, style: Style(curve.ink),
      mark: marks[index % marks.count], clip: frame.plot)
  }

  /// Name and value of each curve beside its last point, on the nearest row that no level's name has.
  private func drawEndLabels(_ frame: ChartFrame, _ scale: VerticalScale, on grid: inout Grid) {
    guard frame.rightWidth > 0 else { return }
    var taken = Set(visibleLevels(scale).map { scale.row(of: Double($0.value)) })
    for curve in series where !curve.endText.isEmpty {
      guard let last = curve.points.last(where: { $0.y.isFinite }) else { continue }
      let wanted = scale.row(of: Double(last.y))
      let rows = (0..<frame.plot.height).sorted {
        (abs($0 - wanted), $0) < (abs($1 - wanted), $1)
      }
      guard let row = rows.first(where: { !taken.contains($0) }) else { continue }
      taken.insert(row)
      grid.put(
        curve.endText, x: frame.plot.maxX + 1, y: frame.plot.y + row,
        style: Style(curve.ink).bolded, within: frame.whole)
    }
  }

  private func drawEvents(_ frame: ChartFrame, on grid: inout Grid) {
    for event in events {
      guard let column = column(of: event.x, width: frame.plot.width) else { continue }
      let text = "✗ \(event.text)"
      let room = frame.plot.width - columns(of: text)
      let x = frame.plot.x + max(0, min(column, room))
      grid.put(text, x: x, y: frame.plot.y, style: .bad.bolded, within: frame.plot)
    }
  }
}

/// Values to rows and dots, the top row being the largest value.
struct VerticalScale {
  let low: Double
  let high: Double
  private let rows: Int

  init(range: ClosedRange<Double>, rows: Int) {
    (low, high) = (range.lowerBound, range.upperBound)
    self.rows = rows
  }

  /// The row of a value, from the top; it may lie outside.
  func row(of value: Double) -> Int { place(value, count: rows) }

  /// The dot of a value among `height`, from the top.
  func dot(of value: Double, height: Int) -> Int { place(value, count: height) }

  private func place(_ value: Double, count: Int) -> Int {
    guard high > low, count > 0 else { return 0 }
    let share = (value / 2 - low / 2) / (high / 2 - low / 2)
    guard share > -100, share < 100 else { return share > 0 ? -1 : count }
    return count - 1 - Int((share * Double(count - 1)).rounded())
  }
}
