import Screen

/// Draws the parts of a network diagram.
struct DiagramPen {
  let capabilities: Capabilities
  let rows: DiagramRows
  /// Columns inside a node.
  let inner: Int

  private func put(
    _ text: String, x: Int, y: Int, _ style: Style, in area: Rectangle, on grid: inout Grid
  ) {
    // Lines are drawn glyph by glyph, so that each stays one column wide in ASCII.
    let shown =
      capabilities.glyphs == .ascii ? String(text.map { Ascii.glyph($0) }) : text
    grid.put(shown, x: x, y: y, style: style, within: area)
  }

  private func centre(
    _ text: String, y: Int?, _ style: Style, in node: Rectangle, on grid: inout Grid
  ) {
    guard let y else { return }
    let text = clipped(capabilities.text(text), to: node.width, ellipsis: capabilities.text("…"))
    let x = node.x + (node.width - columns(of: text)) / 2
    grid.put(text, x: x, y: y, style: style, within: node)
  }

  private func box(_ style: Style, in node: Rectangle, on grid: inout Grid) {
    let line = String(repeating: "─", count: inner)
    put("┌\(line)┐", x: node.x, y: rows.state - 1, style, in: node, on: &grid)
    for y in rows.state..<rows.state + rows.height {
      put("│", x: node.x, y: y, style, in: node, on: &grid)
      put("│", x: node.maxX - 1, y: y, style, in: node, on: &grid)
    }
    put("└\(line)┘", x: node.x, y: rows.state + rows.height, style, in: node, on: &grid)
  }

  private func arrows(_ style: Style, in node: Rectangle, on grid: inout Grid) {
    let x = node.x + (node.width - 1) / 2
    for y in [rows.upper, rows.lower].compactMap(\.self) {
      put("▴", x: x, y: y, style, in: node, on: &grid)
    }
  }

  /// A step as it is drawn.
  struct Node {
    let step: NetworkDiagram.Step
    /// Its number, from 1, which names an input without a name.
    let number: Int
    /// Whether the units' numbers are written, one a row; otherwise they are a curve.
    let hasNumbers: Bool
    /// Whether the pass has come to it.
    let isDone: Bool
    let style: Style
  }

  /// A step: its box with the state in it, what comes in below and what goes out above.
  func draw(_ drawn: Node, in node: Rectangle, on grid: inout Grid) {
    let (step, isDone) = (drawn.step, drawn.isDone)
    box(drawn.style, in: node, on: &grid)
    arrows(drawn.style, in: node, on: &grid)
    let words: Style = isDone ? .plain : .dim
    centre(
      step.input.isEmpty ? "x\(drawn.number)" : step.input, y: rows.input, words, in: node,
      on: &grid)
    centre(isDone ? step.output : "", y: rows.output, words, in: node, on: &grid)
    if let gradient = step.gradient {
      let number = SmallNumber.padded(gradient, width: node.width, digits: 2).drop { $0 == " " }
      centre(String(number), y: rows.gradient, .second, in: node, on: &grid)
    }
    let inside = Rectangle(
      x: node.x + 1, y: rows.state, width: inner, height: rows.height
    ).intersection(node)
    guard isDone, !step.state.isEmpty else { return }
    if drawn.hasNumbers {
      for (row, value) in step.state.prefix(rows.height).enumerated() {
        grid.put(
          SmallNumber.padded(value, width: inner, digits: 2), x: inside.x, y: inside.y + row,
          style: value.isFinite ? .first : .bad, within: inside)
      }
    } else {
      Sparkline(values: Array(step.state.prefix(inner)), range: -1...1)
        .draw(on: &grid, in: inside, capabilities)
    }
  }

  /// The line between two steps as it is drawn.
  struct Link {
    /// Its first column.
    let x: Int
    /// Its columns.
    let count: Int
    /// Whether it carries the gradient, from the right to the left.
    let isBackward: Bool
    /// Whether it leads to a step that is not shown.
    let isOpen: Bool
    let style: Style
  }

  /// The line from one step to the next, or back.
  func draw(_ link: Link, in area: Rectangle, on grid: inout Grid) {
    guard let y = rows.middle else { return }
    let line = String(repeating: "─", count: link.count - 1)
    let text = link.isBackward ? "◂" + line : line + "▸"
    put(text, x: link.x, y: y, link.isBackward ? .second : link.style, in: area, on: &grid)
    if link.isOpen {
      put("…", x: link.x + link.count, y: y, .dim, in: area, on: &grid)
    }
  }

  /// A sign that steps come before the first that is shown.
  func drawOpenStart(in area: Rectangle, on grid: inout Grid) {
    guard let y = rows.middle else { return }
    put("…", x: area.x, y: y, .dim, in: area, on: &grid)
  }

  /// The same network as one node whose state comes back to it.
  func drawFolded(_ weight: String, in area: Rectangle, on grid: inout Grid) {
    let node = Rectangle(x: area.x, y: area.y, width: inner + 2, height: area.height)
    box(.plain, in: node, on: &grid)
    arrows(.plain, in: node, on: &grid)
    centre("h", y: rows.middle, .strong, in: node, on: &grid)
    centre("y", y: rows.output, .plain, in: node, on: &grid)
    centre("x", y: rows.input, .plain, in: node, on: &grid)
    let (above, below) = (rows.state - 1, rows.state + rows.height)
    put("◂─┐", x: node.maxX, y: above, .plain, in: area, on: &grid)
    for y in rows.state..<below {
      put("│", x: node.maxX + 2, y: y, .plain, in: area, on: &grid)
    }
    put("──┘", x: node.maxX, y: below, .plain, in: area, on: &grid)
    if let y = rows.middle {
      put("=", x: node.maxX + 6, y: y, .dim, in: area, on: &grid)
    }
  }
}
