import Screen

/// How often each class was taken for each: true classes down, predicted ones across, shaded by the
/// share of its row, with each class' recall at the right.
public struct ConfusionMatrix: Chart {
  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row, for example the accuracy.
  public var status: String
  /// The names of the classes, in the order of `counts`.
  public var classes: [String]
  /// Counts, [true class, predicted class], row by row; missing ones read as 0.
  public var counts: [Int]

  /// A matrix of counts.
  public init(title: String = "", status: String = "", classes: [String], counts: [Int]) {
    self.title = title
    self.status = status
    self.classes = classes
    self.counts = counts
  }

  /// Title, names and a line for each class; or a square of three lines. Two classes are expected
  /// before any is known.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    let count = classes.isEmpty ? 2 : classes.count
    return count + 2...3 * count + 2
  }

  private func count(_ row: Int, _ column: Int) -> Int {
    let index = row * classes.count + column
    return counts.indices.contains(index) ? max(0, counts[index]) : 0
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let names = classes.map { capabilities.text($0) }
    let ellipsis = capabilities.text("…")
    let longest = names.map { columns(of: $0) }.max() ?? 0
    let digits = counts.map { String(max(0, $0)).count }.max() ?? 1
    let recallWidth = 9
    let nameWidth = min(longest, max(4, area.width / 4))
    let room = area.width - nameWidth - 2 - recallWidth
    // Squares where there is room for them, else a line for each class.
    let tall = body.height > 3 * classes.count ? 3 : 1
    let widest = tall > 1 ? max(8, min(longest, 10) + 2) : min(max(longest, digits) + 2, 12)
    let cell = classes.isEmpty ? 0 : min(widest, room / classes.count)
    guard cell > digits, body.height > 1 else {
      // Without classes there is nothing that room could help.
      let words = classes.isEmpty ? "nothing measured yet" : "needs more room"
      grid.put(capabilities.text(words), x: body.x, y: body.y, style: .dim, within: body)
      return
    }
    let left = body.x + nameWidth + 2
    for (column, name) in names.enumerated() {
      let text = clipped(name, to: cell - 1, ellipsis: ellipsis)
      let frame = Rectangle(x: left + column * cell, y: body.y, width: cell, height: tall)
      put(text, .dim, in: frame, y: body.y, on: &grid)
    }
    let end = left + names.count * cell
    grid.put("recall", endingAt: end + recallWidth, y: body.y, style: .dim, within: body)
    let shading = Shading(.unit, of: [], capabilities)
    for (row, name) in names.enumerated() where row * tall + 1 < body.height {
      let top = body.y + row * tall + 1
      let y = top + tall / 2
      let text = clipped(name, to: nameWidth, ellipsis: ellipsis)
      grid.put(text, x: body.x, y: y, style: .plain, within: body)
      let total = names.indices.reduce(0) { $0 + count(row, $1) }
      for column in names.indices {
        let share = total > 0 ? Float(count(row, column)) / Float(total) : 0
        let frame = Rectangle(x: left + column * cell, y: top, width: cell, height: tall)
        let number = String(count(row, column))
        let text = String(repeating: " ", count: max(0, digits - number.count)) + number
        draw(text, share, isRight: row == column, shading, in: frame, on: &grid)
      }
      let recall = total > 0 ? Float(count(row, row)) / Float(total) : .nan
      let recallText = recall.isNaN ? "-" : SmallNumber.fixed(Double(recall), decimals: 3)
      grid.put(recallText, endingAt: end + recallWidth, y: y, style: .dim, within: body)
    }
  }

  /// Puts a text over a square's middle, or at the right end of a line.
  private func put(
    _ text: String, _ style: Style, in frame: Rectangle, y: Int, on grid: inout Grid
  ) {
    let free = frame.width - columns(of: text)
    let end = frame.height > 1 ? frame.maxX - free / 2 : frame.maxX
    grid.put(text, endingAt: end, y: y, style: style, within: frame)
  }

  private func draw(
    _ number: String, _ share: Float, isRight: Bool, _ shading: Shading, in frame: Rectangle,
    on grid: inout Grid
  ) {
    var style = Style(.plain, bold: isRight)
    let glyph = shading.glyph(share)
    if let background = glyph.style.background {
      grid.fill(frame, with: glyph)
      style = Style(background.text, on: background, bold: isRight)
    }
    put(number, style, in: frame, y: frame.y + frame.height / 2, on: &grid)
  }
}
