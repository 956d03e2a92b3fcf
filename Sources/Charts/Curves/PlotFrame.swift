import Screen

/// How a chart divides its rectangle, and its axes.
///
///     title                                        status
///     1.5 ┤                                        label
///         │             plot                       label
///     0.0 ┤                                        label
///         └─┬─────────┬─────────┬─────────┬───────
///           0        100       200       300
struct PlotFrame {
  /// The title's row; may be empty.
  let title: Rectangle
  /// Where values are drawn.
  let plot: Rectangle
  /// The columns of the labels at the right end, one column away from the plot.
  let labels: Rectangle
  private let hasRowAxis: Bool
  private let hasColumnAxis: Bool

  /// The cells to leave for what surrounds a plot.
  struct Margins {
    /// Whether the first row is a title.
    var hasTitle: Bool
    /// The columns of the labels at the right.
    var labels: Int
    /// The columns of the tick labels at the left, for a plot of that many rows.
    var ticks: (_ rows: Int) -> Int
  }

  /// Divides a rectangle. The axis below needs four rows; labels at the right leave at least half
  /// of the width, and tick labels two thirds of the rest.
  init(_ rectangle: Rectangle, _ margins: Margins) {
    let top = rectangle.split(top: margins.hasTitle ? 1 : 0)
    title = top.part
    var body = top.rest
    hasColumnAxis = body.height >= 4 && body.width >= 12
    if hasColumnAxis { body = body.split(bottom: 2).rest }
    let labelWidth = margins.labels > 0 && margins.labels + 2 <= body.width / 2 ? margins.labels : 0
    let right = body.split(right: labelWidth, gap: labelWidth > 0 ? 1 : 0)
    labels = right.part
    let ticks = margins.ticks(body.height)
    let tickWidth = ticks > 0 && body.width >= 12 && ticks + 2 <= body.width / 3 ? ticks + 2 : 0
    plot = right.rest.split(left: tickWidth).rest
    hasRowAxis = tickWidth > 0
  }

  /// Draws the axis at the left: tick labels, right-aligned, and their marks.
  func drawRows(_ axis: Axis, on grid: inout Grid, _ capabilities: Capabilities) {
    guard hasRowAxis, !plot.isEmpty else { return }
    let column = plot.x - 1
    for y in plot.y..<plot.maxY {
      grid.put(capabilities.glyph("│"), x: column, y: y, style: .rule)
    }
    for tick in axis.ticks where tick.cell < plot.height {
      let y = plot.maxY - 1 - tick.cell
      grid.put(capabilities.glyph("┤"), x: column, y: y, style: .rule)
      grid.put(tick.label, endingAt: column - 1, y: y, style: .dim)
    }
  }

  /// Draws the axis below: marks, labels centred under them, and the axis' name at the right end
  /// if the last label leaves room for it.
  func drawColumns(
    _ ticks: [Axis.Tick], name: String, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    guard hasColumnAxis, !plot.isEmpty else { return }
    let left = hasRowAxis ? plot.x - 1 : plot.x
    let whole = Rectangle(x: left, y: plot.maxY, width: plot.maxX - left, height: 1)
    grid.fill(whole, with: Glyph(Character(capabilities.glyph("─")), .rule))
    if hasRowAxis { grid.put(capabilities.glyph("└"), x: left, y: plot.maxY, style: .rule) }

    let right = max(plot.maxX, labels.maxX)
    var labelArea = Rectangle(x: title.x, y: plot.maxY + 1, width: right - title.x, height: 1)
    let name = capabilities.text(name)
    let start =
      labels.width >= Screen.columns(of: name) ? labels.x : right - Screen.columns(of: name)
    let lastEnd = ticks.last.map { plot.x + $0.cell + Screen.columns(of: $0.label) / 2 + 1 } ?? left
    if !name.isEmpty, start >= labels.x || start > lastEnd + 1 {
      grid.put(name, x: start, y: labelArea.y, style: .dim)
      labelArea = labelArea.split(right: right - start, gap: 2).rest
    }
    var free = labelArea.x
    for tick in ticks where tick.cell >= 0 && tick.cell < plot.width {
      let column = plot.x + tick.cell
      grid.put(capabilities.glyph("┬"), x: column, y: plot.maxY, style: .rule)
      let length = Screen.columns(of: tick.label)
      // Centred under its mark; the last label moves left rather than beyond the end.
      let start = min(column - (length - 1) / 2, labelArea.maxX - length)
      let end = start + length
      guard start >= free, end >= column else { continue }
      grid.put(tick.label, x: start, y: labelArea.y, style: .dim)
      free = end + 1
    }
  }
}

extension Capabilities {
  /// A line or mark as this terminal can show it, still one column wide.
  func glyph(_ character: Character) -> String {
    String(glyphs == .ascii ? Ascii.glyph(character) : character)
  }
}
