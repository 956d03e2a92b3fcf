import Lessons
import Runs
import Screen

/// A page's title and text, wrapped to at most 66 columns, with what does not fit scrolled away.
struct ProseView {
  let page: Lessons.Page
  let scroll: Int
  /// The exercise that is to be seen, from which `scroll` counts; nil for the page's top.
  var anchor: Int?
  /// Whether equations may be set in Unicode.
  var isUnicode = true
  /// What symbols are called.
  var notation = Notation.unroll
  /// The page's exercises as they stand.
  var exercises: [ExerciseText] = []

  /// The rows that the whole page takes at `width` columns.
  func height(width: Int) -> Int { lines(width: width).count }

  /// The page as plain lines.
  func text(width: Int) -> [String] { lines(width: width).map { $0.map(\.text).joined() } }

  /// Draws the title and the text as far as they are scrolled; marks tell of more above and below.
  /// Returns how far they are, which the ends of the page limit.
  @discardableResult
  func draw(on grid: inout Grid, in rectangle: Rectangle) -> Int {
    guard rectangle.height > 0 else { return scroll }
    let (lines, ends) = linesWithEnds(width: rectangle.width)
    let last = max(0, lines.count - rectangle.height)
    let start = anchor.flatMap { ends[$0] }.map { max(0, $0 - rectangle.height) } ?? 0
    let first = min(max(0, start + scroll), last)
    for (row, line) in lines.dropFirst(first).prefix(rectangle.height).enumerated() {
      var x = rectangle.x
      for span in line {
        x += grid.put(
          span.text, x: x, y: rectangle.y + row, style: span.style, within: rectangle)
      }
    }
    if first < last { mark("more ↓", on: &grid, in: rectangle, y: rectangle.maxY - 1) }
    if first > 0 { mark("more ↑", on: &grid, in: rectangle, y: rectangle.y) }
    return first - start
  }

  private func mark(_ text: String, on grid: inout Grid, in rectangle: Rectangle, y: Int) {
    let x = rectangle.maxX - columns(of: text) - 1
    grid.put(" \(text)", x: x, y: y, style: .accent, within: rectangle)
  }

  private typealias Line = [StyledText]

  private func lines(width: Int) -> [Line] { linesWithEnds(width: width).lines }

  /// The page's lines, and how many there are up to the end of each exercise.
  private func linesWithEnds(width: Int) -> (lines: [Line], ends: [Int: Int]) {
    let width = min(width, 66)
    var lines: [Line] = [[StyledText(page.title, .accent.bolded)], []]
    var ends: [Int: Int] = [:]
    for block in page.blocks {
      let more = self.lines(of: block, width: width)
      guard !more.isEmpty else { continue }
      if lines.count > 2 { lines.append([]) }
      lines += more
      if case .exercise(let index) = block { ends[index] = lines.count }
    }
    return (lines, ends)
  }

  private func lines(of block: Block, width: Int) -> [Line] {
    switch block {
    case .paragraph(let spans): wrap(spans.map(styled), width: width)
    case .heading(let spans): wrap(spans.map { StyledText($0.text, .plain.bolded) }, width: width)
    case .code(let written): code(written.map(notation.rename), width: width)
    case .list(let items, let start): list(items, start: start, width: width)
    case .exercise(let index):
      exercises.indices.contains(index) && exercises[index].isShown
        ? lines(of: exercises[index], width: width) : []
    case .quote(let blocks):
      joined(blocks, width: width - 2).map { [StyledText("│ ", .dim)] + $0 }
    }
  }

  /// Lines of code, indented as far as the widest leaves room.
  private func code(_ written: [String], width: Int) -> [Line] {
    let lines = isUnicode ? EquationText.unicode(written) : written
    let widest = lines.map { columns(of: $0) }.max() ?? 0
    let indent = String(repeating: " ", count: max(0, min(4, width - widest)))
    return lines.map { [StyledText(indent + $0, .accent)] }
  }

  private func lines(of exercise: ExerciseText, width: Int) -> [Line] {
    exercise.paragraphs.flatMap { indent, text in
      wrap(text, width: width - indent - 2).enumerated().map { row, line in
        [
          StyledText(
            String(repeating: " ", count: indent + (row > 0 && indent > 0 ? 2 : 0)), .plain)
        ]
          + line
      }
    }
  }

  private func list(_ items: [[Block]], start: Int?, width: Int) -> [Line] {
    var lines: [Line] = []
    for (index, item) in items.enumerated() {
      let mark = start.map { "\($0 + index). " } ?? "• "
      let indent = columns(of: mark)
      for (row, line) in joined(item, width: width - indent).enumerated() {
        let head = row == 0 ? mark : String(repeating: " ", count: indent)
        lines.append([StyledText(head, .dim)] + line)
      }
    }
    return lines
  }

  private func joined(_ blocks: [Block], width: Int) -> [Line] {
    var lines: [Line] = []
    for (index, block) in blocks.enumerated() {
      if index > 0 { lines.append([]) }
      lines += self.lines(of: block, width: width)
    }
    return lines
  }

  private func styled(_ span: Span) -> StyledText {
    var style: Style = span.code ? .accent : .plain
    if span.strong { style = style.bolded }
    if span.emphasis { style.underline = true }
    let named = notation.rename(span.text)
    let text = span.code && isUnicode ? EquationText.unicode(named) : named
    return StyledText(text, style)
  }
}
