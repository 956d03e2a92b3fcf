import Screen

/// |dL/dh_t| for every step as bars on a log scale, with the line that theory predicts.
public struct GradientRuler: Sendable {
  var title: String
  var status: String
  var values: [Float]
  var predicted: [Float]
  var predictedName: String

  /// A ruler of `values` for t = 1...T, and of `predicted` for the same steps or none.
  public init(
    title: String, status: String = "", values: [Float], predicted: [Float] = [],
    predictedName: String = ""
  ) {
    self.title = title
    self.status = status
    self.values = values
    self.predicted = predicted.count == values.count ? predicted : []
    self.predictedName = predictedName
  }

  /// Draws it into `rectangle`, and nothing outside.
  public func draw(
    on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities
  ) {
    guard rectangle.width > 0, rectangle.height > 0 else { return }
    let decades = decadeRange
    let labels = decadeLabels(decades, rows: rectangle.height - 3)
    let frame = ChartFrame(
      rectangle, leftWidth: labels.map { columns(of: $0.text) }.max() ?? 0, rightWidth: 0)
    frame.drawTitle(legend(width: rectangle.width), status: status, on: &grid)
    guard frame.plot.height > 0, frame.plot.width > 0 else { return }
    frame.drawLeftAxis(labels, on: &grid)
    guard !values.isEmpty else { return frame.drawBottomAxis([], on: &grid) }
    let layout = BarLayout(count: values.count, width: frame.plot.width)
    frame.drawBottomAxis(layout.labels, on: &grid)
    let isASCII = capabilities.glyphs == .ascii
    for column in 0..<layout.columns {
      let steps = layout.steps(at: column)
      let x = frame.plot.x + column
      drawBar(values[steps].max() ?? 0, decades, x: x, frame, isASCII: isASCII, on: &grid)
      if !predicted.isEmpty {
        drawPrediction(predicted[steps].max() ?? 0, decades, x: x, frame, on: &grid)
      }
    }
  }

  /// The title with what bars and line are, as far as `width` columns hold it.
  private func legend(width: Int) -> [StyledText] {
    let name = [StyledText(title, .plain.bolded)]
    let bars = [StyledText("   █", .first), StyledText(" measured", .dim)]
    let line = [StyledText("  ╌╌", .third), StyledText(" \(predictedName)", .dim)]
    let choices =
      predicted.isEmpty ? [name + bars, name] : [name + bars + line, name + line, name]
    return choices.first { parts in
      parts.reduce(0) { $0 + columns(of: $1.text) } <= width
    } ?? name
  }

  // MARK: Scale

  /// The decades that hold every positive value, widened to a multiple of the label distance so
  /// that the axis seldom moves.
  private var decadeRange: ClosedRange<Int> {
    let positive = (values + predicted).filter { $0.isFinite && $0 > 0 }
    guard let low = positive.min(), let high = positive.max() else { return -4...0 }
    let bottom = SmallNumber.decade(Double(low))
    let top = SmallNumber.decade(Double(high)) + 1
    let step = top - bottom > 24 ? 8 : top - bottom > 6 ? 4 : 2
    func down(_ value: Int) -> Int { Int((Double(value) / Double(step)).rounded(.down)) * step }
    return down(bottom)...max(-down(-top), down(bottom) + step)
  }

  private func decadeLabels(
    _ decades: ClosedRange<Int>, rows: Int
  ) -> [(row: Int, text: String)] {
    guard rows > 0 else { return [] }
    var step = 1
    while decades.count / step > max(1, rows / 2) { step *= 2 }
    return stride(from: decades.lowerBound, through: decades.upperBound, by: step).map {
      let share = Double($0 - decades.lowerBound) / Double(decades.count - 1)
      return (rows - 1 - Int((share * Double(rows - 1)).rounded()), "1e\($0)")
    }
  }

  /// Where a value lies between the bottom (0) and the top (1) of the scale; nil for none.
  private func share(of value: Float, _ decades: ClosedRange<Int>) -> Double? {
    guard value.isFinite, value > 0 else { return nil }
    let decade = SmallNumber.decade(Double(value))
    let mantissa = Double(value) / SmallNumber.power(decade)
    let exponent = Double(decade) + logarithm10(mantissa)
    return (exponent - Double(decades.lowerBound)) / Double(decades.count - 1)
  }

  /// log10 of 1...10, by halving the interval: digits enough for a glyph's eighth.
  private func logarithm10(_ value: Double) -> Double {
    var (result, bit, rest) = (0.0, 0.5, value)
    for _ in 0..<12 {
      rest *= rest
      if rest >= 10 {
        rest /= 10
        result += bit
      }
      bit /= 2
    }
    return result
  }

  // MARK: Parts

  private func drawBar(
    _ value: Float, _ decades: ClosedRange<Int>, x: Int, _ frame: ChartFrame, isASCII: Bool,
    on grid: inout Grid
  ) {
    let bottom = frame.plot.maxY - 1
    guard value.isFinite else {
      grid.put("✗", x: x, y: bottom, style: .bad, within: frame.plot)
      return
    }
    guard let share = share(of: value, decades) else {
      grid.put("0", x: x, y: bottom, style: .bad, within: frame.plot)
      return
    }
    // The scale's bottom lies in the middle of the last row, as its label says.
    let height = share * Double(frame.plot.height - 1) + 0.5
    let eighths = max(1, Int((height * 8).rounded()))
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for row in 0..<min(frame.plot.height, (eighths + 7) / 8) {
      let part = min(8, eighths - 8 * row)
      let glyph: Character = isASCII ? "#" : blocks[part - 1]
      grid.put(glyph, x: x, y: bottom - row, style: .first, within: frame.plot)
    }
  }

  private func drawPrediction(
    _ value: Float, _ decades: ClosedRange<Int>, x: Int, _ frame: ChartFrame, on grid: inout Grid
  ) {
    guard let share = share(of: value, decades), share >= 0, share <= 1 else { return }
    let row = Int((share * Double(frame.plot.height - 1)).rounded())
    grid.put(
      "╌", x: x, y: frame.plot.maxY - 1 - row, style: .third.bolded, within: frame.plot)
  }
}

/// Which steps each column of a ruler shows.
struct BarLayout {
  /// Columns that are used.
  let columns: Int
  private let count: Int

  /// `count` steps over at most `width` columns: several columns a step, or several steps a column.
  init(count: Int, width: Int) {
    self.count = count
    columns = count <= width ? width / count * count : width
  }

  /// The steps, from 0, of a column.
  func steps(at column: Int) -> Range<Int> {
    let first = column * count / columns
    return first..<max(first + 1, (column + 1) * count / columns)
  }

  /// t = 1, round numbers, and T.
  var labels: [(column: Int, text: String)] {
    let ticks = Ticks(low: 1, high: Double(count), wanted: max(2, columns / 12))
    func column(of step: Int) -> Int { ((2 * step - 1) * columns / count) / 2 }
    let last = columns - 1
    let inner = zip(ticks.values, ticks.labels).compactMap { value, label -> (Int, String)? in
      let place = column(of: Int(value))
      return value > 1 && place < last - 6 && place > 5 ? (place, label) : nil
    }
    return [(column(of: 1), "t=1")] + inner.map { ($0.0, $0.1) } + [(last, "T=\(count)")]
  }
}
