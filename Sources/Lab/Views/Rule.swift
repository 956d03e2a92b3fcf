import Runs
import Screen

/// A horizontal line with words set into it.
struct Rule {
  /// Words near its left end, in order, each with its style.
  var left: [(text: String, style: Style)] = []
  /// Words near its right end.
  var right: [(text: String, style: Style)] = []

  /// Draws it along row `y` of `rectangle`; where the words do not both fit, the right ones go.
  func draw(on grid: inout Grid, in rectangle: Rectangle, y: Int) {
    let line = String(repeating: "─", count: max(rectangle.width, 0))
    grid.put(line, x: rectangle.x, y: y, style: .dim, within: rectangle)
    var x = rectangle.x
    for word in left {
      x += 1
      x += grid.put(" \(word.text) ", x: x, y: y, style: word.style, within: rectangle)
    }
    let width = right.reduce(0) { $0 + columns(of: $1.text) + 3 }
    guard !right.isEmpty, rectangle.maxX - width > x else { return }
    x = rectangle.maxX - width
    for word in right {
      x += 1
      x += grid.put(" \(word.text) ", x: x, y: y, style: word.style, within: rectangle)
    }
  }
}
