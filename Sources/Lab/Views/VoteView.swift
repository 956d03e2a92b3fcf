import Charts
import Runs
import Screen

/// A vote by hands: large while hands are counted, small in the corner once it is kept.
struct VoteView {
  let hands: [Int]
  /// What the hands are raised for.
  var question = ""
  /// The choices in words; their numbers alone where there are none.
  var choices: [String] = []

  /// The question, then every choice in words with its bar below, over the middle of the screen.
  ///
  /// The box covers the page, so it says itself what the hands are raised for.
  func draw(on grid: inout Grid, in whole: Rectangle, _ capabilities: Capabilities) {
    let width = min(76, whole.width)
    let lines = question.isEmpty ? [] : wrap(question, width: width - 4)
    let isRoomy = lines.count + 3 * hands.count + 4 <= whole.height
    let pitch = isRoomy ? 3 : 2
    let gap = isRoomy && !lines.isEmpty ? 1 : 0
    let rows = pitch * hands.count - (isRoomy ? 1 : 0)
    let box = Box(
      size: Size(width: width, height: lines.count + gap + rows + 2), in: whole, title: "vote",
      note: "digits count   enter keeps   backspace empties   esc drops")
    let inside = box.draw(on: &grid)
    for (index, line) in lines.enumerated() {
      grid.put(line, x: inside.x, y: inside.y + index, style: .strong, within: inside)
    }
    let most = Float(max(10, hands.max() ?? 0))
    for (index, count) in hands.enumerated() {
      let y = inside.y + lines.count + gap + pitch * index
      let words = choices.indices.contains(index) ? choices[index] : ""
      grid.put("\(index + 1) ", x: inside.x, y: y, style: .accent.bolded, within: inside)
      let room = inside.width - 3
      let frame = Rectangle(x: inside.x + 3, y: y, width: room, height: 2).intersection(inside)
      grid.put(clipped(words, to: room, ellipsis: "…"), x: frame.x, y: y, within: frame)
      // A bar leaves two columns for a name.
      let bar = Rectangle(x: frame.x - 2, y: y + 1, width: frame.width + 2, height: 1)
        .intersection(inside)
      Bars([Bars.Bar("", Float(count))], range: 0...most).draw(on: &grid, in: bar, capabilities)
      // Hands are whole.
      grid.put(padLeft("\(count)", 8), endingAt: bar.maxX, y: bar.y, style: .strong, within: bar)
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
