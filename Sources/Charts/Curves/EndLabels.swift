import Screen

/// The labels at the right end of a line chart: each curve's name and value, each baseline's name.
struct EndLabels {
  private struct Label {
    var text: String
    var style: Style
    var value: Float
    /// How many rows it may lie away from its value.
    var reach: Int
    var weight: Double
  }

  private let labels: [Label]

  /// The labels of a chart. A baseline whose full text needs more columns than there are has only
  /// what it means, or else only its formula.
  init(_ chart: LineChart, _ capabilities: Capabilities, room: Int) {
    let nameWidth =
      chart.series.filter { $0.valueText != nil }
      .map { Screen.columns(of: capabilities.text($0.name)) }.max() ?? 0
    let curves: [Label] = chart.series.reversed().compactMap { series in
      guard let last = series.points.last(where: { $0.y.isFinite }) else { return nil }
      var text = capabilities.text(series.name)
      if let value = series.valueText {
        let padding = text.isEmpty ? 0 : nameWidth - Screen.columns(of: text) + 2
        text += String(repeating: " ", count: padding) + capabilities.text(value)
      }
      guard !text.isEmpty else { return nil }
      if series.pattern != .solid {
        text = series.pattern.sample(capabilities.glyphs) + " " + text
      }
      return Label(
        text: text, style: Style(series.ink, bold: true), value: last.y, reach: 2, weight: 2)
    }
    let baselines = chart.baselines.compactMap { baseline -> Label? in
      let text = baseline.texts.map(capabilities.text).first { Screen.columns(of: $0) <= room }
      guard let text, !text.isEmpty else { return nil }
      return Label(text: text, style: .baseline, value: baseline.value, reach: 1, weight: 1)
    }
    labels = curves + baselines
  }

  /// The columns that the widest label takes.
  var width: Int { labels.map { Screen.columns(of: $0.text) }.max() ?? 0 }

  /// Writes the labels that find a row beside the axis' plot.
  func draw(_ axis: Axis, in area: Rectangle, on grid: inout Grid) {
    guard !area.isEmpty else { return }
    let visible = labels.compactMap { label -> (Label, LabelPlacement.Request)? in
      if axis.scale == .logarithmic, label.value <= 0, label.style.ink == .baseline { return nil }
      guard let position = axis.position(of: label.value) else { return nil }
      let isInside = position >= -0.5 && position <= Double(axis.cells) - 0.5
      if label.style.ink == .baseline, !isInside { return nil }
      let bounded = min(max(position, 0), Double(axis.cells - 1))
      return (
        label,
        LabelPlacement.Request(
          position: Double(axis.cells - 1) - bounded, reach: label.reach, weight: label.weight)
      )
    }
    let rows = LabelPlacement.rows(for: visible.map(\.1), height: area.height)
    for ((label, _), row) in zip(visible, rows) {
      guard let row else { continue }
      grid.put(label.text, x: area.x, y: area.y + row, style: label.style, within: area)
    }
  }
}

extension Pattern {
  /// Three cells of a line with this pattern.
  func sample(_ tier: GlyphTier) -> String {
    var canvas = Canvas(columns: 3, rows: 1, tier: tier)
    canvas.beginLayer(.plain, .curve(self))
    var trace = Trace(self)
    let y = Double(tier.dotsDown / 2)
    trace.add((0, y), on: &canvas)
    trace.add((Double(canvas.width - 1), y), on: &canvas)
    trace.finish(on: &canvas)
    var grid = Grid(width: 3, height: 1)
    canvas.draw(on: &grid, in: grid.bounds)
    return grid.lines().joined()
  }
}
