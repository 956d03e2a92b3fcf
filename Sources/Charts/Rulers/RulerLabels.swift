import Screen

/// What is written at the right end of a gradient ruler: the names of bars and line at the height
/// where these end, and a word for every special mark among the bars.
struct RulerLabels {
  private var labels: [(text: String, style: Style, value: Float, weight: Double)] = []

  /// The labels that a ruler's values need.
  init(_ ruler: GradientRuler, _ capabilities: Capabilities) {
    if let last = ruler.values.last, !ruler.measuredName.isEmpty {
      add(ruler.measuredName, Style(.first, bold: true), last, capabilities, weight: 0.1)
    }
    if let line = ruler.prediction, let last = line.values.last, !line.name.isEmpty {
      let sample = capabilities.glyphs == .braille ? "⠒⠒" : "╌╌"
      add(
        "\(sample) \(line.name)", Style(.second, bold: true), last, capabilities,
        weight: 0.1)
    }
    if ruler.values.contains(where: { $0.isNaN || $0 < 0 }) {
      add("✗ NaN", Style(.bad), 0, capabilities)
    }
    if ruler.values.contains(.infinity) {
      add("█ infinite", Style(.bad), .greatestFiniteMagnitude, capabilities)
    }
    if ruler.values.contains(where: { $0 > 0 && $0 < .leastNormalMagnitude }) {
      add("▁ subnormal", Style(.warning), 0, capabilities)
    }
    if ruler.values.contains(0) {
      add("0 exactly zero", .dim, 0, capabilities)
    }
  }

  private mutating func add(
    _ text: String, _ style: Style, _ value: Float, _ capabilities: Capabilities,
    weight: Double = 0.01
  ) {
    labels.append((capabilities.text(text), style, value, weight))
  }

  /// The columns that the widest label takes.
  var width: Int { labels.map { Screen.columns(of: $0.text) }.max() ?? 0 }

  /// Whether bars have marks that only a label explains.
  var hasMarks: Bool { labels.contains { $0.weight < 0.1 } }

  /// The labels side by side, for a title row, without the name of the bars if need be.
  var inOneRow: [[StyledText]] {
    let names = labels.map { StyledText($0.text, $0.style) }
    return [names, names.filter { $0.style.ink != .first }]
  }

  /// Writes the labels beside the axis' plot.
  func draw(_ axis: Axis, in area: Rectangle, on grid: inout Grid) {
    guard !area.isEmpty else { return }
    let requests = labels.map { label in
      let top = Double(axis.cells - 1)
      let position = axis.position(of: label.value) ?? 0
      return LabelPlacement.Request(
        position: top - min(max(position, 0), top), reach: axis.cells, weight: label.weight)
    }
    let rows = LabelPlacement.rows(for: requests, height: area.height)
    for (label, row) in zip(labels, rows) {
      guard let row else { continue }
      grid.put(label.text, x: area.x, y: area.y + row, style: label.style, within: area)
    }
  }
}
