import Screen

/// Two texts side by side, each under its name; one below the other where columns would be narrow.
public struct TextColumns: Chart {
  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The texts with their names, from left to right.
  public var columns: [(name: String, text: String)]

  /// Texts with their names.
  public init(title: String = "", status: String = "", columns: [(name: String, text: String)]) {
    (self.title, self.status, self.columns) = (title, status, columns)
  }

  private static let gap = 3
  /// The narrowest column that can be read.
  private static let narrowest = 24

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    guard !body.isEmpty, !columns.isEmpty else { return }
    let width = (body.width + Self.gap) / columns.count - Self.gap
    let isStacked = width < Self.narrowest
    for (index, column) in columns.enumerated() {
      let height = body.height / columns.count
      let frame =
        isStacked
        ? Rectangle(
          x: body.x, y: body.y + index * height, width: body.width, height: height)
        : Rectangle(
          x: body.x + index * (width + Self.gap), y: body.y, width: width, height: body.height)
      draw(column, on: &grid, in: frame, capabilities)
    }
  }

  private func draw(
    _ column: (name: String, text: String), on grid: inout Grid, in frame: Rectangle,
    _ capabilities: Capabilities
  ) {
    guard frame.height > 0, frame.width > 0 else { return }
    grid.put(
      capabilities.text(column.name), x: frame.x, y: frame.y, style: .first.bolded, within: frame)
    let lines = column.text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { wrap(capabilities.text(String($0)), width: frame.width) }
    for (row, line) in lines.prefix(frame.height - 1).enumerated() {
      grid.put(line, x: frame.x, y: frame.y + 1 + row, style: .plain, within: frame)
    }
  }

  /// The beginning of each text.
  public var sentence: String {
    let parts = columns.map { column in
      let words = String(column.text.prefix(200).map { $0.isNewline ? " " : $0 })
      return "\(column.name): \(words.isEmpty ? "nothing yet" : words)"
    }
    return ([title] + parts).joined(separator: "; ")
  }

  /// A row for every text.
  public var table: ChartTable {
    ChartTable(header: ["name", "text"], rows: columns.map { [$0.name, $0.text] })
  }
}
