import Runs
import Screen

/// The keys that matter most, of what can be done now: `space train   s step   ? help`.
struct Footer {
  let actions: [Action]
  /// Whether the space bar would pause.
  var isTraining = false

  private struct Item {
    let action: Action
    let label: String
    let rank: Int
  }

  /// Draws as many as fit, the most important ones, right-aligned before column `end`, and none
  /// before column `start`.
  func draw(on scene: inout Scene, in rectangle: Rectangle, y: Int, from start: Int, to end: Int) {
    var shown = items
    while width(of: shown) > end - start, let least = shown.map(\.rank).max() {
      shown.removeAll { $0.rank == least }
    }
    var x = end - width(of: shown)
    for item in shown {
      let start = x
      let key = item.action.keyText
      x += scene.grid.put(key, x: x, y: y, style: .accent, within: rectangle) + 1
      x += scene.grid.put(item.label, x: x, y: y, style: .dim, within: rectangle)
      scene.note(
        Element(
          Rectangle(x: start, y: y, width: x - start, height: 1), "key \(key)",
          [item.action.help], action: item.action.call()))
      x += 3
    }
  }

  private var items: [Item] {
    actions.compactMap { action in
      action.footer.map { footer in
        let isPause = action.name == "train" && isTraining
        return Item(action: action, label: isPause ? "pause" : footer.label, rank: footer.rank)
      }
    }
  }

  /// The columns that `items` take.
  private func width(of items: [Item]) -> Int {
    items.reduce(-3) { $0 + columns(of: $1.action.keyText) + columns(of: $1.label) + 4 }
  }
}
