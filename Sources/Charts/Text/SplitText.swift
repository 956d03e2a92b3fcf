import Screen

/// Two texts of the same thing side by side, word by word, with what is right ticked and the first
/// index at which one of them leaves the right text marked.
public struct SplitText: Chart {
  /// One thing said twice.
  public struct Entry: Sendable, Hashable {
    /// What it is about, above both.
    public var source: String
    /// The right words.
    public var target: [String]
    /// What each side says.
    public var left: [String]
    public var right: [String]

    /// A source, its target, and what two say.
    public init(_ source: String, target: [String], left: [String], right: [String]) {
      (self.source, self.target) = (source, target)
      (self.left, self.right) = (left, right)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// What the two sides are.
  public var names: (left: String, right: String)
  /// What separates two words.
  public var separator: String
  /// From top to bottom.
  public var entries: [Entry]

  /// Two columns of texts.
  public init(
    title: String = "", status: String = "", names: (left: String, right: String),
    separator: String = " ", entries: [Entry]
  ) {
    (self.title, self.status, self.names) = (title, status, names)
    (self.separator, self.entries) = (separator, entries)
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    guard !entries.isEmpty else {
      grid.put("nothing yet", x: body.x, y: body.y, style: .dim, within: body)
      return
    }
    let half = (body.width - 3) / 2
    let widest =
      entries.flatMap { [$0.left, $0.right] }.map {
        columns(of: capabilities.text($0.joined(separator: separator)))
      }.max() ?? 0
    // Side by side where both fit; else one below the other.
    let isStacked = widest + 2 > half
    drawNames(isStacked: isStacked, half, in: body, on: &grid, capabilities)
    let rows = isStacked ? 3 : 2
    // With room, a blank row sets entries apart.
    let pitch = (rows + 1) * entries.count <= body.height - 1 ? rows + 1 : rows
    for (index, entry) in entries.enumerated() {
      let y = body.y + 1 + index * pitch
      guard y + rows - 1 < body.maxY else { return }
      let target = entry.target.joined(separator: separator)
      let head = entry.source + (target.isEmpty ? "" : " → " + target)
      grid.put(
        clipped(capabilities.text(head), to: body.width, ellipsis: capabilities.text("…")),
        x: body.x, y: y, style: .strong, within: body)
      let frames =
        isStacked
        ? [1, 2].map { Rectangle(x: body.x, y: y + $0, width: body.width, height: 1) }
        : [
          Rectangle(x: body.x, y: y + 1, width: half, height: 1),
          Rectangle(x: body.x + half + 3, y: y + 1, width: body.width - half - 3, height: 1),
        ]
      for (words, frame) in zip([entry.left, entry.right], frames) {
        draw(words, entry.target, in: frame.intersection(body), on: &grid, capabilities)
      }
    }
  }

  private func drawNames(
    isStacked: Bool, _ half: Int, in body: Rectangle, on grid: inout Grid,
    _ capabilities: Capabilities
  ) {
    let (left, right) = (capabilities.text(names.left), capabilities.text(names.right))
    if isStacked {
      grid.put(
        "above \(left), below \(right)", x: body.x + 2, y: body.y, style: .dim, within: body)
    } else {
      grid.put(left, x: body.x + 2, y: body.y, style: .dim, within: body)
      grid.put(right, x: body.x + half + 5, y: body.y, style: .dim, within: body)
    }
  }

  private func draw(
    _ words: [String], _ target: [String], in frame: Rectangle, on grid: inout Grid,
    _ capabilities: Capabilities
  ) {
    guard !words.isEmpty else { return }
    let wrong = target.isEmpty ? nil : Self.firstDifference(words, target)
    let mark = target.isEmpty ? " " : wrong == nil ? "✓" : "✗"
    grid.put(
      capabilities.glyph(Character(mark)), x: frame.x, y: frame.y,
      style: wrong == nil ? .good : .bad, within: frame)
    var x = frame.x + 2
    for (index, word) in words.enumerated() {
      if index > 0 { x += grid.put(separator, x: x, y: frame.y, within: frame) }
      let isFirst = index == wrong
      let isRight = target.isEmpty || (target.indices.contains(index) && target[index] == word)
      let style: Style =
        isFirst ? Style(.bad, bold: true, underline: true) : isRight ? .plain : .bad
      x += grid.put(capabilities.text(word), x: x, y: frame.y, style: style, within: frame)
    }
    if let wrong, wrong >= words.count {
      grid.put(
        separator + capabilities.text("…"), x: x, y: frame.y, style: .bad.bolded, within: frame)
    }
  }

  /// The first index at which two texts differ; nil where they are the same.
  static func firstDifference(_ words: [String], _ target: [String]) -> Int? {
    (0..<max(words.count, target.count)).first { index in
      !words.indices.contains(index) || !target.indices.contains(index)
        || words[index] != target[index]
    }
  }
}

extension SplitText {
  /// Every source with what both sides say.
  public var sentence: String {
    let parts = entries.map { entry in
      func said(_ words: [String]) -> String { words.joined(separator: separator) }
      let index = Self.firstDifference(entry.right, entry.target)
      let verdict =
        entry.target.isEmpty
        ? "" : index.map { ", which goes wrong at \($0 + 1)" } ?? ", which is right"
      return "\(entry.source): \(names.left) \(said(entry.left)); "
        + "\(names.right) \(said(entry.right))\(verdict)"
    }
    return title + (title.isEmpty ? "" : ": ")
      + (parts.isEmpty ? "nothing yet" : parts.joined(separator: ". "))
  }

  /// A row for every entry.
  public var table: ChartTable {
    ChartTable(
      header: ["source", "target", names.left, names.right],
      rows: entries.map { entry in
        [entry.source]
          + [entry.target, entry.left, entry.right].map { $0.joined(separator: separator) }
      })
  }
}
