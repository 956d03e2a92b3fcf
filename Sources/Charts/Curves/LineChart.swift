import Screen

/// Curves over a common x axis, with named baselines as dotted lines and everything labelled where
/// it ends, so that no legend is needed.
public struct LineChart: Chart {
  /// What the axes show, and how.
  public struct Axes: Sendable {
    /// The name of the x axis.
    public var xLabel: String
    /// The part of the x axis to show; all of the points when nil.
    public var xRange: ClosedRange<Float>?
    /// The part of the y axis to show; all of the points and the baselines near them when nil.
    public var yRange: ClosedRange<Float>?
    /// How values become heights.
    public var yScale: Scale

    /// Axes of the ranges that points need, unless others are given.
    public init(
      xLabel: String = "", xRange: ClosedRange<Float>? = nil, yRange: ClosedRange<Float>? = nil,
      yScale: Scale = .linear
    ) {
      (self.xLabel, self.xRange, self.yRange, self.yScale) = (xLabel, xRange, yRange, yScale)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The curves; later ones lie in front.
  public var series: [Series]
  /// Named values, the most important first: where two labels compete for a row, it wins.
  public var baselines: [BaselineLine]
  /// What happened along the x axis.
  public var events: [ChartEvent]
  /// What the axes show, and how.
  public var axes: Axes
  /// A position of the x axis whose values the title row reads out.
  public var cursor: Float?

  /// A chart of what is given, without a cursor; the rest is empty or automatic.
  public init(
    title: String = "", status: String = "", series: [Series] = [],
    baselines: [BaselineLine] = [], events: [ChartEvent] = [], axes: Axes = Axes()
  ) {
    (self.title, self.status, self.series) = (title, status, series)
    (self.baselines, self.events, self.axes) = (baselines, events, axes)
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let ranges = LineChartRanges(self)
    let heading = TitleRow(title: title, status: cursor.map(readOut) ?? status)
    let endLabels = EndLabels(self, capabilities, room: area.width / 3)
    let frame = PlotFrame(
      area,
      PlotFrame.Margins(hasTitle: !heading.isEmpty, labels: endLabels.width) { rows in
        self.rows(ranges, rows, capabilities).labelWidth
      })
    heading.draw(on: &grid, in: frame.title, capabilities)
    let plot = frame.plot
    guard !plot.isEmpty else { return }
    let rows = rows(ranges, plot.height, capabilities)
    var columns = Axis.horizontal(ranges.columns, columns: plot.width)
    if ranges.isEmpty { columns.ticks = [] }
    frame.drawRows(rows, on: &grid, capabilities)
    frame.drawColumns(columns.ticks, name: axes.xLabel, on: &grid, capabilities)
    var curves = CurvePainter(plot: plot, columns: columns, rows: rows, tier: capabilities.glyphs)
    curves.draw(baselines)
    for event in events { curves.draw(event) }
    for one in series { curves.draw(one) }
    if let cursor { curves.drawCursor(at: cursor) }
    curves.canvas.draw(on: &grid, in: plot)
    drawEvents(columns, in: plot, on: &grid, capabilities)
    endLabels.draw(rows, in: frame.labels, on: &grid)
  }

  /// `update 120   train 2.31   held out 2.4`: the last point of each curve up to there.
  private func readOut(at x: Float) -> String {
    let isWhole = x == x.rounded() && abs(x) < 1e7
    let position = isWhole ? SmallNumber.fixed(Double(x), decimals: 0) : SmallNumber.text(x)
    var parts = ["\(axes.xLabel.isEmpty ? "x" : axes.xLabel) \(position)"]
    for one in series {
      guard let point = one.points.last(where: { $0.x <= x }) else { continue }
      parts.append((one.name.isEmpty ? "" : one.name + " ") + SmallNumber.text(point.y))
    }
    return parts.joined(separator: "   ")
  }

  private func rows(_ ranges: LineChartRanges, _ count: Int, _ capabilities: Capabilities) -> Axis {
    if axes.yScale == .logarithmic, ranges.hasFloor {
      return Axis.withFloor(ranges.values, rows: count, label: capabilities.text("≤0"))
    }
    return Axis.vertical(ranges.values, rows: count, scale: axes.yScale)
  }

  /// Writes each event beside its mark on the top row, on the side that has room.
  private func drawEvents(
    _ columns: Axis, in plot: Rectangle, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    var free = plot.x
    for event in events.sorted(by: { $0.x < $1.x }) {
      guard let cell = columns.cell(of: event.x) else { continue }
      let mark = plot.x + cell
      guard mark >= free else { continue }
      let style = Style(event.ink, bold: true)
      grid.put(capabilities.glyph(event.mark), x: mark, y: plot.y, style: style, within: plot)
      let text = capabilities.text(event.text)
      if mark + 2 + Screen.columns(of: text) <= plot.maxX {
        grid.put(" \(text) ", x: mark + 1, y: plot.y, style: Style(event.ink), within: plot)
        free = mark + Screen.columns(of: text) + 4
      } else if mark - 1 - Screen.columns(of: text) >= free {
        grid.put(" \(text) ", endingAt: mark, y: plot.y, style: Style(event.ink), within: plot)
        free = mark + 2
      } else {
        free = mark + 2
      }
    }
  }
}
