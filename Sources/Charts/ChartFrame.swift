import Screen

/// Where the parts of a chart lie: title, tick labels, plot, labels at the right, axis.
///
///     title                              status
///     1.5 ┤                            │ labels
///         ┤          plot              │
///     0.0 ┤                            │
///         └┬─────────┬──────────
///          0        100      200
struct ChartFrame {
  /// All of the chart.
  let whole: Rectangle
  /// Where the data is drawn.
  let plot: Rectangle
  /// Columns of the labels at the right.
  let rightWidth: Int

  /// A frame with so many columns of tick labels at the left and of names at the right; the names
  /// go where they would take more than two fifths.
  init(_ whole: Rectangle, leftWidth: Int, rightWidth: Int) {
    self.whole = whole
    let left = leftWidth + 2
    let room = whole.width - left
    self.rightWidth = rightWidth > 0 && rightWidth + 1 <= room * 2 / 5 ? rightWidth + 1 : 0
    plot = Rectangle(
      x: whole.x + left, y: whole.y + 1, width: room - self.rightWidth, height: whole.height - 3)
  }

  /// Title in bold at the left, status dim at the right where both fit.
  func drawTitle(_ title: [StyledText], status: String, on grid: inout Grid) {
    var x = whole.x
    for part in title {
      x += grid.put(part.text, x: x, y: whole.y, style: part.style, within: whole)
    }
    let start = whole.maxX - columns(of: status)
    if start > x + 1 { grid.put(status, x: start, y: whole.y, style: .dim, within: whole) }
  }

  /// The axis at the left: a line with a tick at each labelled row.
  func drawLeftAxis(_ labels: [(row: Int, text: String)], on grid: inout Grid) {
    guard plot.height > 0 else { return }
    for row in 0..<plot.height {
      grid.put("│", x: plot.x - 1, y: plot.y + row, style: .dim, within: whole)
    }
    for label in labels where (0..<plot.height).contains(label.row) {
      let x = plot.x - 2 - columns(of: label.text)
      grid.put(label.text, x: x, y: plot.y + label.row, style: .dim, within: whole)
      grid.put("┤", x: plot.x - 1, y: plot.y + label.row, style: .dim, within: whole)
    }
  }

  /// The axis below: a line with a tick above each label that does not touch the one before.
  func drawBottomAxis(_ labels: [(column: Int, text: String)], on grid: inout Grid) {
    guard plot.height > 0 else { return }
    let y = plot.maxY
    grid.put("└", x: plot.x - 1, y: y, style: .dim, within: whole)
    for column in 0..<plot.width {
      grid.put("─", x: plot.x + column, y: y, style: .dim, within: whole)
    }
    var free = whole.x
    for label in labels where (0..<max(plot.width, 1)).contains(label.column) {
      let width = columns(of: label.text)
      let centered = plot.x + label.column - width / 2
      let x = max(whole.x, min(centered, plot.maxX + rightWidth - width))
      guard x >= free else { continue }
      grid.put("┬", x: plot.x + label.column, y: y, style: .dim, within: whole)
      grid.put(label.text, x: x, y: y + 1, style: .dim, within: whole)
      free = x + width + 2
    }
  }
}
