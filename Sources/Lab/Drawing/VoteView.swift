import Charts
import Screen

/// A vote by hands: large while hands are counted, small in the corner once it is kept.
struct VoteView {
  let hands: [Int]
  /// The choices in words; their numbers alone where there are none.
  var choices: [String] = []

  /// A bar for every choice, over the middle of the screen.
  func draw(on grid: inout Grid, in whole: Rectangle, _ capabilities: Capabilities) {
    let box = Box(
      size: Size(width: 76, height: 2 * hands.count + 3), in: whole, title: "vote",
      note: "digits count   enter keeps   backspace empties   esc drops")
    let inside = box.draw(on: &grid)
    let most = Float(max(10, hands.max() ?? 0))
    for (index, count) in hands.enumerated() {
      let y = inside.y + 2 * index
      let words = choices.indices.contains(index) ? choices[index] : ""
      grid.put("\(index + 1) ", x: inside.x, y: y, style: .accent.bolded, within: inside)
      let room = inside.width - 44
      let place = Rectangle(x: inside.x + 3, y: y, width: room, height: 1)
      grid.put(clipped(words, to: room, ellipsis: "…"), x: place.x, y: y, within: place)
      Bars([Bars.Bar("", Float(count))], range: 0...most)
        .draw(
          on: &grid, in: Rectangle(x: inside.maxX - 40, y: y, width: 40, height: 1), capabilities)
      // Hands are whole.
      grid.put(padLeft("\(count)", 8), endingAt: inside.maxX, y: y, style: .strong, within: inside)
    }
  }

  /// The counts, in the lower left corner of a lesson.
  func drawCorner(on grid: inout Grid, in body: Rectangle) {
    let text =
      " vote  "
      + hands.enumerated().map { "\($0.offset + 1): \($0.element)" }
      .joined(separator: "   ") + " "
    grid.put(
      text, x: body.x + 2, y: body.maxY - 1, style: Style(.accent, reverse: true), within: body)
  }
}
