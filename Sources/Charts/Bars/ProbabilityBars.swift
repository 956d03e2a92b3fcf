import Screen

/// What a model believes at each of some steps: a group of bars for every step, side by side, each
/// bar a class, the right one bright.
///
///     h → e             e → l             l → l             l → o
///     h            .01  h            .00  h            .01  h            .02
///     e ████████▌  .97  e            .01  e            .00  e            .01
///     l            .01  l ████████▊  .98  l ████▍      .49  l ████▌      .50
///     o            .01  o            .01  o ████▍      .50  o ████▎      .47
public struct ProbabilityBars: Chart {
  /// What is believed at one step.
  public struct Group: Sendable, Hashable {
    /// Above the bars.
    public var name: String
    /// The probability of each class.
    public var shares: [Float]
    /// The index of the right class; nil where there is none.
    public var right: Int?

    /// A step with its probabilities.
    public init(_ name: String, _ shares: [Float], right: Int? = nil) {
      (self.name, self.shares, self.right) = (name, shares, right)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The classes, from top to bottom.
  public var classes: [String]
  /// The steps, from left to right.
  public var groups: [Group]

  /// Groups of bars.
  public init(title: String = "", status: String = "", classes: [String], groups: [Group]) {
    (self.title, self.status) = (title, status)
    (self.classes, self.groups) = (classes, groups)
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    guard !groups.isEmpty, !body.isEmpty else { return }
    let names = classes.map { capabilities.text($0) }
    let widest = widestName(capabilities)
    let across = across(body.width, widest)
    let gap = Self.gap
    let width = (body.width + gap) / across - gap
    let height = classes.count + 2
    for (index, group) in groups.enumerated() {
      let frame = Rectangle(
        x: body.x + index % across * (width + gap), y: body.y + 1 + index / across * height,
        width: min(width, 40), height: classes.count + 1
      ).intersection(body)
      guard frame.height == classes.count + 1 || index < across else { return }
      draw(group, names, widest, in: frame, on: &grid, capabilities)
    }
  }

  /// Columns between two groups.
  private static let gap = 3

  /// Columns of the widest class that are shown.
  private func widestName(_ capabilities: Capabilities) -> Int {
    min(12, classes.map { columns(of: capabilities.text($0)) }.max() ?? 0)
  }

  /// Groups side by side: as many as there is room for.
  private func across(_ width: Int, _ widest: Int) -> Int {
    let least = widest + 10
    return min(groups.count, max(1, (width + Self.gap) / (least + Self.gap)))
  }

  /// Title, and for every row of groups a blank row, a name and a bar for each class.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    guard !groups.isEmpty else { return nil }
    let across = across(width, widestName(capabilities))
    let rows = 1 + (groups.count + across - 1) / across * (classes.count + 2)
    return rows...rows
  }

  private func draw(
    _ group: Group, _ names: [String], _ widest: Int, in frame: Rectangle, on grid: inout Grid,
    _ capabilities: Capabilities
  ) {
    grid.put(capabilities.text(group.name), x: frame.x, y: frame.y, style: .strong, within: frame)
    for (row, name) in names.enumerated() {
      let y = frame.y + 1 + row
      guard y < frame.maxY else { return }
      let isRight = row == group.right
      let share = group.shares.indices.contains(row) ? group.shares[row] : .nan
      grid.put(
        clipped(name, to: widest, ellipsis: capabilities.text("…")), x: frame.x, y: y,
        style: isRight ? .good.bolded : .plain, within: frame)
      let text = share.isFinite ? SmallNumber.fixed(Double(share), decimals: 2) : "NaN"
      grid.put(
        text, endingAt: frame.maxX, y: y, style: isRight ? .good.bolded : .dim, within: frame)
      let bar = Rectangle(
        x: frame.x + widest + 1, y: y, width: frame.width - widest - 6, height: 1
      ).intersection(frame)
      guard share.isFinite, !bar.isEmpty else { continue }
      let end = Int((Double(min(max(share, 0), 1)) * Double(bar.width * 8)).rounded())
      for column in 0..<(end + 7) / 8 {
        let character = Eighths.horizontal(end - column * 8, capabilities.glyphs)
        grid.put(
          String(character), x: bar.x + column, y: y, style: isRight ? .good : .first, within: bar)
      }
    }
  }
}

extension ProbabilityBars {
  /// At every step the right class, or the likeliest, with its probability.
  public var sentence: String {
    let parts = groups.map { group -> String in
      let index =
        group.right ?? group.shares.indices.max { group.shares[$0] < group.shares[$1] } ?? 0
      let share = group.shares.indices.contains(index) ? group.shares[index] : .nan
      let name = classes.indices.contains(index) ? classes[index] : "?"
      return "\(group.name): \(name) \(SmallNumber.text(share, digits: 2))"
    }
    return title + (title.isEmpty ? "" : ": ")
      + (parts.isEmpty ? "nothing yet" : parts.joined(separator: ", "))
  }

  /// A row for every class of every step.
  public var table: ChartTable {
    ChartTable(
      header: ["step", "class", "probability", "right"],
      rows: groups.flatMap { group in
        classes.indices.map { index in
          [
            group.name, classes[index],
            group.shares.indices.contains(index) ? ChartTable.number(group.shares[index]) : "",
            index == group.right ? "yes" : "",
          ]
        }
      })
  }
}
