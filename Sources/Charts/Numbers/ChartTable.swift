/// The numbers of a chart as a table: for files, for the clipboard and for those who hear a chart.
public struct ChartTable: Sendable, Equatable {
  /// The names of the columns.
  public var header: [String]
  /// The rows, each with a text for every column.
  public var rows: [[String]]

  /// A table of texts.
  public init(header: [String], rows: [[String]] = []) {
    (self.header, self.rows) = (header, rows)
  }

  /// The table as CSV (RFC 4180), a newline after every row.
  public var csv: String {
    ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let clean = text.filter { !$0.isNewline && $0 != "\0" }
    guard clean.contains(where: { $0 == "," || $0 == "\"" }) else { return clean }
    return "\"" + clean.replacing("\"", with: "\"\"") + "\""
  }

  /// At most so many of its rows, the first and the last among them, evenly between.
  public func sampled(_ most: Int) -> ChartTable {
    guard rows.count > most, most >= 2 else { return self }
    let picked = (0..<most).map { rows[$0 * (rows.count - 1) / (most - 1)] }
    return ChartTable(header: header, rows: picked)
  }

  /// A number as a file holds it: the shortest text that reads back as the same.
  static func number(_ value: Float) -> String {
    value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : "\(value)"
  }
}
