extension HeatMap {
  /// Numbers in rows and columns, with names for both.
  public struct Matrix: Sendable {
    /// The numbers, [rows, columns], row by row; missing ones read as NaN.
    public var values: [Float]
    /// How many columns there are.
    public var columnCount: Int
    /// The names of the rows; their numbers from 0 when empty.
    public var rowNames: [String]
    /// The names of the columns, under them; numbers from `firstColumn` when empty.
    public var columnNames: [String]
    /// The number of the first column.
    public var firstColumn: Int
    /// What a row is and what a column is: `unit`, `t`.
    public var axes: (row: String, column: String)

    /// A matrix of `values`, row by row.
    public init(
      _ values: [Float], columns: Int, rowNames: [String] = [], columnNames: [String] = [],
      firstColumn: Int = 1, axes: (row: String, column: String) = ("unit", "t")
    ) {
      (self.values, columnCount) = (values, max(0, columns))
      (self.rowNames, self.columnNames) = (rowNames, columnNames)
      (self.firstColumn, self.axes) = (firstColumn, axes)
    }

    /// How many rows there are, the last of them perhaps in part.
    var rowCount: Int {
      columnCount == 0 ? 0 : (values.count + columnCount - 1) / columnCount
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
}
