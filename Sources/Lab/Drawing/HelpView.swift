import Screen

/// The table of keys, from the keymap.
struct HelpView {
  let isLesson: Bool

  /// Two columns: the key, what it does.
  func draw(on grid: inout Grid, in rectangle: Rectangle) {
    Rule(
      left: [("unroll", .accent.bolded), ("keys", .plain)],
      right: [("any key goes back", .dim)]
    ).draw(on: &grid, in: rectangle, y: rectangle.y)
    let scope: KeyBinding.Scope = isLesson ? .lesson : .contents
    let rows = Keymap.all.filter { $0.scopes.contains(scope) }
    let body = rectangle.inset(left: 3, top: 2, right: 2, bottom: 1)
    let columnCount = rows.count > body.height ? 2 : 1
    let perColumn = (rows.count + columnCount - 1) / columnCount
    let columnWidth = body.width / columnCount
    for (index, row) in rows.enumerated() {
      let place = body.column(index / perColumn, width: columnWidth)
      let y = body.y + index % perColumn
      let indent = max(0, 5 - columns(of: row.text))
      grid.put(row.text, x: place.x + indent, y: y, style: .accent, within: place)
      grid.put(row.help, x: place.x + 7, y: y, style: .plain, within: place)
    }
  }
}

extension Rectangle {
  /// The `index`th of columns that are `width` wide, with a gap of two at the right.
  fileprivate func column(_ index: Int, width: Int) -> Rectangle {
    Rectangle(x: x + index * width, y: y, width: max(0, width - 2), height: height)
  }
}
