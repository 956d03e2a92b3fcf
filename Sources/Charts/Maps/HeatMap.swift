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
  /// The matrix, [rows, columns], row by row; missing values read as NaN.
  public var values: [Float]
  /// Columns of the matrix.
  public var columnCount: Int
  /// Which numbers are told apart.
  public var range: ShadeRange
  /// The names of the rows; their numbers from 0 when empty.
  public var rowNames: [String]
  /// The names of the columns, under them; numbers from `firstColumn` when empty.
  public var columnNames: [String]
  /// The number of the first column.
  public var firstColumn: Int
  /// What a row is and what a column is: `unit`, `t`.
  public var axes: (row: String, column: String)
  /// A row that is being spoken of.
  public var markedRow: Int?
  /// A number that is being spoken of.
  public var markedCell: (row: Int, column: Int)?

  /// A heat map of a matrix.
  public init(
    title: String = "", subtitle: String = "", status: String = "", values: [Float],
    columns: Int, range: ShadeRange = .data, rowNames: [String] = [], columnNames: [String] = [],
    firstColumn: Int = 1, axes: (row: String, column: String) = ("unit", "t"),
    markedRow: Int? = nil, markedCell: (row: Int, column: Int)? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.status = status
    self.values = values
    self.columnCount = max(0, columns)
    self.range = range
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.firstColumn = firstColumn
    self.axes = axes
    self.markedRow = markedRow
    self.markedCell = markedCell
  }

  /// Rows of the matrix.
  var rowCount: Int {
    columnCount == 0 ? 0 : (values.count + columnCount - 1) / columnCount
  }

  /// A small matrix needs title, rows and the axis; two lines for each row are easier on the eye.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    (1...8).contains(rowCount) ? rowCount + 2...2 * rowCount + 2 : nil
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(
      title: title, subtitles: subtitle.isEmpty ? [] : [StyledText(subtitle, .dim)], status: status
    ).draw(above: area, on: &grid, capabilities)
    let shading = Shading(range, of: values, capabilities)
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
    guard rowCount > 0 else {
      grid.put("nothing yet", x: sides.rest.x, y: sides.rest.y, style: .dim, within: sides.rest)
      return
    }
    layout.draw(shading, on: &grid, capabilities)
  }

  /// The mean of the finite values of a block of the matrix; NaN if one of them is not finite.
  func mean(rows: Range<Int>, columns: Range<Int>) -> Float {
    var sum = 0.0
    for row in rows {
      for column in columns {
        let index = row * columnCount + column
        guard values.indices.contains(index), values[index].isFinite else { return .nan }
        sum += Double(values[index])
      }
    }
    return Float(sum / Double(max(1, rows.count * columns.count)))
  }
}
