import Screen

/// The keys that matter most here, from the keymap: `space train  s step  ? help`.
struct Footer {
  let scope: KeyBinding.Scope

  private var rows: [KeyBinding] {
    Keymap.all.filter { $0.scopes.contains(scope) && !$0.label.isEmpty }
  }

  /// The columns it takes.
  var width: Int {
    rows.reduce(-3) { $0 + columns(of: $1.text) + columns(of: $1.label) + 4 }
  }

  /// Draws it from column `x` of row `y`; keys in the accent, labels dim.
  func draw(on grid: inout Grid, in rectangle: Rectangle, y: Int, x: Int) {
    var x = x
    for row in rows {
      x += grid.put(row.text, x: x, y: y, style: .accent, within: rectangle) + 1
      x += grid.put(row.label, x: x, y: y, style: .dim, within: rectangle) + 3
    }
  }
}
