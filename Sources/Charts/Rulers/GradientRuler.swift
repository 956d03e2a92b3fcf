import Screen

/// How much gradient reaches each step of a sequence: a bar for |dL/dh_t| at every t, on a
/// logarithmic scale, from t = 1 at the left to t = T at the right. A straight skyline is a
/// gradient that shrinks or grows by the same factor at every step.
public struct GradientRuler: Chart {
  /// What was expected, and what it is called.
  public struct Prediction: Sendable {
    /// |dL/dh_t| for t = 1...T.
    public var values: [Float]
    /// The name of the line.
    public var name: String

    /// A line through `values`.
    public init(_ values: [Float], name: String = "predicted") {
      (self.values, self.name) = (values, name)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// After the title: what the bars are.
  public var subtitle: String
  /// Right-aligned on the same row.
  public var status: String
  /// |dL/dh_t| for t = 1...T. Zero, subnormal numbers and NaN are shown as what they are.
  public var values: [Float]
  /// The name of the bars.
  public var measuredName: String
  /// What was expected, drawn as a line in front of the bars.
  public var prediction: Prediction?

  /// A ruler of the gradients given.
  public init(
    title: String = "", subtitle: String = "|dL/dh_t|, log scale", status: String = "",
    values: [Float], measuredName: String = "measured", prediction: Prediction? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.status = status
    self.values = values
    self.measuredName = measuredName
    self.prediction = prediction
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let range = RulerRange.range(of: values, prediction?.values ?? [])
    let labels = RulerLabels(self, capabilities)
    let (frame, heading) = layout(area, range, labels, capabilities)
    heading.draw(on: &grid, in: frame.title, capabilities)
    let plot = frame.plot
    guard !plot.isEmpty else { return }
    let axis = Axis.vertical(range, rows: plot.height, scale: .logarithmic)
    let steps = RulerColumns(steps: count, width: plot.width)
    frame.drawRows(axis, on: &grid, capabilities)
    frame.drawColumns(steps.ticks, name: steps.name, on: &grid, capabilities)
    drawBars(axis, steps, in: plot, on: &grid, capabilities.glyphs)
    RulerLine(prediction?.values ?? [], axis, steps, capabilities.glyphs).draw(on: &grid, in: plot)
    labels.draw(axis, in: frame.labels, on: &grid)
  }

  /// How many steps there are.
  private var count: Int { max(values.count, prediction?.values.count ?? 0) }

  /// The names stand beside the plot; in the title row if only then each step has its own column.
  private func layout(
    _ area: Rectangle, _ range: ValueRange, _ labels: RulerLabels, _ capabilities: Capabilities
  ) -> (PlotFrame, TitleRow) {
    func frame(_ heading: TitleRow, _ labelWidth: Int) -> PlotFrame {
      PlotFrame(
        area,
        PlotFrame.Margins(hasTitle: !heading.isEmpty, labels: labelWidth) { rows in
          Axis.vertical(range, rows: rows, scale: .logarithmic).labelWidth
        })
    }
    let subtitles = subtitle.isEmpty ? [] : [StyledText(subtitle, .dim)]
    let heading = TitleRow(title: title, subtitles: subtitles, status: status)
    // The axis' name says when bars stand for several steps, so it has room in any case.
    let nameWidth = columns(of: RulerColumns(steps: count, width: area.width).name)
    let beside = frame(heading, max(labels.width, nameWidth))
    guard beside.plot.width < count, !labels.hasMarks else { return (beside, heading) }
    for names in labels.inOneRow {
      let heading = TitleRow(title: title, subtitles: names, status: status)
      let alone = frame(heading, 0)
      if alone.plot.width >= count, heading.fits(area.width, capabilities) {
        return (alone, heading)
      }
    }
    return (beside, heading)
  }

  private func drawBars(
    _ axis: Axis, _ steps: RulerColumns, in plot: Rectangle, on grid: inout Grid, _ tier: GlyphTier
  ) {
    for bar in 0..<steps.bars {
      guard let value = steps.largest(of: values, in: bar) else { continue }
      let column = RulerBar(value, axis, tier)
      for x in steps.columns(of: bar) {
        for row in 0..<plot.height {
          let glyph = column.glyph(row: row, rows: plot.height)
          guard let character = glyph.character, character != " " else { continue }
          grid.put(
            String(character), x: plot.x + x, y: plot.maxY - 1 - row, style: glyph.style,
            within: plot)
        }
      }
    }
  }
}
