import Runs
import Screen

/// The table of keys, from the keymap.
struct HelpView {
  let isLesson: Bool
  /// Rows scrolled past, where not all have room.
  var scroll = 0

  /// The key, what it does; in two columns where they have room. Returns how far it is scrolled, which
  /// the end limits.
  func draw(on grid: inout Grid, in rectangle: Rectangle) -> Int {
    Rule(
      left: [("unroll", .accent.bolded), ("keys", .plain)],
      right: [("Esc goes back", .dim)]
    ).draw(on: &grid, in: rectangle, y: rectangle.y)
    let scope: KeyBinding.Scope = isLesson ? .lesson : .contents
    let rows = Keymap.all.filter { $0.scopes.contains(scope) }
    let body = rectangle.inset(left: 2, top: 2, right: 2, bottom: 1)
    let widest = rows.map { columns(of: $0.help) }.max() ?? 0
    let keyWidth = (rows.map { columns(of: $0.text) }.max() ?? 0) + 2
    let hasTwo = rows.count > body.height && body.width >= 2 * (widest + keyWidth) + 4
    let perColumn = hasTwo ? (rows.count + 1) / 2 : rows.count
    let first = min(scroll, max(0, perColumn - body.height))
    for (index, row) in rows.enumerated() {
      let line = index % perColumn - first
      guard line >= 0, line < body.height else { continue }
      let left = body.x + index / perColumn * (body.width / 2)
      grid.put(
        row.text, endingAt: left + keyWidth - 2, y: body.y + line, style: .accent, within: body)
      grid.put(row.help, x: left + keyWidth, y: body.y + line, style: .plain, within: body)
    }
    if first + body.height < perColumn {
      grid.put("more ↓", endingAt: rectangle.maxX - 2, y: rectangle.maxY - 1, style: .accent)
    }
    return first
  }
}
