import Runs
import Screen

/// The keys that matter most here, from the keymap: `space train   s step   ? help`.
struct Footer {
  let scope: KeyBinding.Scope
  /// Whether the space bar would pause.
  var isTraining = false

  /// Draws as many as fit, the most important ones, right-aligned before column `end`, and none
  /// before column `start`.
  func draw(on scene: inout Scene, in rectangle: Rectangle, y: Int, from start: Int, to end: Int) {
    let rows = Keymap.all.filter { $0.scopes.contains(scope) && !$0.label.isEmpty }
    var shown = rows
    while width(of: shown) > end - start, let least = shown.map(\.rank).max() {
      shown.removeAll { $0.rank == least }
    }
    var x = end - width(of: shown)
    for row in shown {
      let start = x
      x += scene.grid.put(row.text, x: x, y: y, style: .accent, within: rectangle) + 1
      x += scene.grid.put(label(of: row), x: x, y: y, style: .dim, within: rectangle)
      scene.note(
        Element(
          Rectangle(x: start, y: y, width: x - start, height: 1), "key \(row.text)", [row.help],
          action: row.action))
      x += 3
    }
  }

  private func label(of row: KeyBinding) -> String {
    row.action == .trainOrPause && isTraining ? "pause" : row.label
  }

  /// The columns that `rows` take.
  func width(of rows: [KeyBinding]) -> Int {
    rows.reduce(-3) { $0 + columns(of: $1.text) + columns(of: $1.label) + 4 }
  }
}
