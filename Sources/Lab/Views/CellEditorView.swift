import Screen

/// The editor of a cell of one's own: equations with a cursor, and below them what is wrong.
struct CellEditorView {
  let editor: CellEditor

  private static let help =
    "x comes in, h is the state, h' the next; W_h x; b_h; r * h; sigmoid, tanh"

  /// The lines around the cursor.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let complaint = wrap([StyledText(editor.complaint, .bad)], width: min(72, whole.width - 4))
    let below = editor.complaint.isEmpty ? 1 : complaint.count
    let box = Box(
      size: Size(width: 76, height: max(8, editor.text.lines.count) + below + 3), in: whole,
      title: "a cell of your own", note: "Ctrl-R checks its gradient and trains   esc goes back")
    let inside = box.draw(on: &grid)
    let parts = inside.split(bottom: below, gap: 1)
    let (list, line) = (parts.rest, editor.text.line)
    let first = min(max(0, line - list.height + 1), max(0, editor.text.lines.count - list.height))
    for (row, text) in editor.text.lines.enumerated().dropFirst(first).prefix(list.height) {
      draw(text, isCurrent: row == line, y: list.y + row - first, in: list, on: &grid)
    }
    if editor.complaint.isEmpty {
      grid.put(
        clipped(Self.help, to: parts.part.width, ellipsis: "…"), x: parts.part.x, y: parts.part.y,
        style: .dim, within: parts.part)
    }
    for (row, spans) in complaint.enumerated() where !editor.complaint.isEmpty {
      var x = parts.part.x
      for span in spans {
        x += grid.put(
          span.text, x: x, y: parts.part.y + row, style: span.style, within: parts.part)
      }
    }
  }

  /// A line, moved to the left so far that its cursor is seen.
  private func draw(
    _ text: String, isCurrent: Bool, y: Int, in list: Rectangle, on grid: inout Grid
  ) {
    guard isCurrent else {
      grid.put(text, x: list.x, y: y, style: .strong, within: list)
      return
    }
    let hidden = max(0, editor.text.column - list.width + 1)
    let before = text.prefix(editor.text.column).dropFirst(hidden)
    let rest = text.dropFirst(editor.text.column)
    var x = list.x
    x += grid.put(String(before), x: x, y: y, style: .strong, within: list)
    x += grid.put(
      rest.first.map(String.init) ?? " ", x: x, y: y, style: Style(.plain, reverse: true),
      within: list)
    grid.put(String(rest.dropFirst()), x: x, y: y, style: .strong, within: list)
  }
}
