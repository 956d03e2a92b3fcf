import Screen

/// A matrix as shades: gates by unit and time, states, weights, attention.
///
/// Where a matrix has more rows or columns than the pane, a cell shows the mean of several, and
/// the axis says so. Where cells are wide enough they carry their numbers. What is not finite is a
/// mark, not a shade.
public struct HeatMap: Chart {
  /// In bold at the left of the first row.
  public var title: String
  /// After the title: what the shades are.
  public var subtitle: String
  /// Right-aligned on the same row.
  public var status: String
  /// The numbers, and what its rows and columns are.
  public var matrix: Matrix
  /// Which numbers are told apart.
  public var range: ShadeRange
  /// A row that is being spoken of.
  public var markedRow: Int?
  /// A number that is being spoken of.
  public var markedCell: (row: Int, column: Int)?

  /// A heat map of a matrix, in which nothing is marked.
  public init(
    title: String = "", subtitle: String = "", status: String = "", matrix: Matrix,
    range: ShadeRange = .data
  ) {
    (self.title, self.subtitle, self.status) = (title, subtitle, status)
    (self.matrix, self.range) = (matrix, range)
  }

  /// A small matrix needs title, rows and the axis; two lines for each row are easier on the eye.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    (1...8).contains(matrix.rowCount) ? matrix.rowCount + 2...2 * matrix.rowCount + 2 : nil
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(
      title: title, subtitles: subtitle.isEmpty ? [] : [StyledText(subtitle, .dim)], status: status
    ).draw(above: area, on: &grid, capabilities)
    let shading = Shading(range, of: matrix.values, capabilities)
    let scale = ShadeScale(shading: shading)
    let hasScale = body.height >= 4 && body.width >= 4 * scale.width
    let sides = body.split(right: hasScale ? scale.width : 0, gap: hasScale ? 2 : 0)
    let layout = HeatMapLayout(self, in: sides.rest, isFine: shading.isFine, capabilities)
    if hasScale {
      let plot = layout.plot
      let x = min(plot.maxX + 2, sides.part.x)
      scale.draw(
        on: &grid,
        in: Rectangle(x: x, y: plot.y, width: scale.width, height: max(3, plot.height))
          .intersection(body))
    }
    guard matrix.rowCount > 0 else {
      grid.put("nothing yet", x: sides.rest.x, y: sides.rest.y, style: .dim, within: sides.rest)
      return
    }
    layout.draw(shading, on: &grid, capabilities)
  }
}
