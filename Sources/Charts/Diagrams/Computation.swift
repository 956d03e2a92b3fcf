import Screen

/// A computation line by line: symbols, shape and numbers of each, the one being done bright, those
/// still to come without numbers; below, the numbers plugged in.
public struct Computation: Chart {
  /// One operation.
  public struct Line: Sendable, Hashable {
    /// In symbols: `a = W_x x + W_h h + b`.
    public var symbols: String
    /// The shape of its result: `[3]`.
    public var shape: String
    /// Its result; empty where it has not been done.
    public var result: String

    /// An operation.
    public init(_ symbols: String, shape: String, result: String = "") {
      (self.symbols, self.shape, self.result) = (symbols, shape, result)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The operations in order.
  public var lines: [Line]
  /// The one being done.
  public var current: Int?
  /// What it is, with numbers plugged in, line by line.
  public var details: [String]
  /// The detail that is shown first, where there are more than fit.
  public var firstDetail: Int

  /// The most operations that it has at any time; this time's when nil.
  public var longest: Int?

  /// A computation that has these operations at any time.
  public init(
    title: String = "", status: String = "", lines: [Line], current: Int? = nil,
    details: [String] = [], firstDetail: Int = 0
  ) {
    (self.title, self.status) = (title, status)
    (self.lines, self.current, self.details) = (lines, current, details)
    self.firstDetail = firstDetail
  }

  /// Title, operations, a blank row and up to four details: the same for every operation, so that
  /// what is below stays where it is.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    let count = max(longest ?? 0, lines.count)
    return count + 4...count + 6
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let symbols = lines.map { capabilities.text($0.symbols) }
    let widest = symbols.map { columns(of: $0) }.max() ?? 0
    let shapeTexts = lines.map { capabilities.text($0.shape) }
    let shapes = shapeTexts.map { columns(of: $0) }.max() ?? 0
    // Up to half is for the details, more where the operations leave it free.
    let free = max(body.height / 2, body.height - lines.count - 1)
    let below = detailRows(
      width: body.width - 2, height: min(free, max(0, body.height - 4)), capabilities)
    // Where not all lines fit, those around the current one are shown.
    let room = max(1, body.height - below.count - (below.isEmpty ? 0 : 1))
    let first = min(max(0, (current ?? 0) - room / 2), max(0, lines.count - room))
    var y = body.y
    for index in lines.indices.dropFirst(first).prefix(room) {
      let isCurrent = index == current
      let style: Style = isCurrent ? .accent.bolded : lines[index].result.isEmpty ? .dim : .plain
      if isCurrent {
        grid.put(capabilities.glyph("▸"), x: body.x, y: y, style: .accent, within: body)
      }
      grid.put(symbols[index], x: body.x + 2, y: y, style: style, within: body)
      grid.put(shapeTexts[index], x: body.x + widest + 4, y: y, style: .dim, within: body)
      let x = body.x + widest + shapes + 6
      grid.put(
        clipped(
          capabilities.text(lines[index].result), to: max(0, body.maxX - x),
          ellipsis: capabilities.text("…")),
        x: x, y: y, style: isCurrent ? .first : .plain, within: body)
      y += 1
    }
    y += 1
    for row in below {
      grid.put(row, x: body.x + 2, y: y, style: .plain, within: body)
      y += 1
    }
  }

  /// The rows below the operations: details from the first chosen on, each broken where it is too
  /// wide, and at the end how many there was no room for.
  private func detailRows(width: Int, height: Int, _ capabilities: Capabilities) -> [String] {
    guard width > 4, height > 0 else { return [] }
    let all = details.map { detail in
      let first = wrap(capabilities.text(detail), width: width)
      guard first.count > 1 else { return first }
      // What goes on is indented.
      return wrap(capabilities.text(detail), width: width - 2).enumerated().map {
        ($0.offset > 0 ? "  " : "") + $0.element
      }
    }
    let start = all.reduce(0) { $0 + $1.count } <= height ? 0 : min(firstDetail, all.count - 1)
    var rows: [String] = []
    for (index, own) in all.enumerated().dropFirst(start) {
      let isLast = index == all.count - 1
      if rows.count + own.count > height - (isLast && start == 0 ? 0 : 1), !rows.isEmpty {
        return rows + [capabilities.text("… \(all.count - index) more, with up and down")]
      }
      rows += own.prefix(max(1, height - 1))
    }
    if start > 0, rows.count < height {
      rows.append(capabilities.text("… \(start) more, with up and down"))
    }
    return rows
  }
}

extension Computation {
  /// The operation being done, with its numbers.
  public var sentence: String {
    guard let current, lines.indices.contains(current) else { return "\(title): nothing yet" }
    let line = lines[current]
    return "\(title), \(status): \(line.symbols) \(line.shape) = \(line.result)"
      + (details.isEmpty ? "" : "; " + details.joined(separator: "; "))
  }

  /// A row for every operation.
  public var table: ChartTable {
    ChartTable(
      header: ["operation", "shape", "result"],
      rows: lines.map { [$0.symbols, $0.shape, $0.result] })
  }
}
