import Screen

/// A lesson on the screen: its page beside or above its panels, then knobs, then the status.
struct LessonView {
  let lesson: OpenLesson
  let snapshot: Snapshot
  let capabilities: Capabilities

  /// Windows at least this wide have page and panels side by side.
  private static let sideBySideWidth = 100

  /// Draws all of it into `rectangle`.
  func draw(on grid: inout Grid, in rectangle: Rectangle) {
    drawTitle(on: &grid, in: rectangle)
    let body = rectangle.inset(left: 0, top: 1, right: 0, bottom: 4)
    Rule().draw(on: &grid, in: rectangle, y: body.maxY)
    if rectangle.width >= Self.sideBySideWidth {
      drawSideBySide(on: &grid, in: body)
    } else {
      drawStacked(on: &grid, in: body)
    }
    KnobRow(lesson: lesson).draw(on: &grid, in: rectangle, y: rectangle.maxY - 3)
    StatusRow(lesson: lesson, snapshot: snapshot).draw(on: &grid, in: rectangle)
  }

  private func drawTitle(on grid: inout Grid, in rectangle: Rectangle) {
    let text = lesson.experiment.lesson
    Rule(
      left: [("unroll", .accent.bolded), ("\(text.number) \(text.title)", .plain)],
      right: [
        ("page \(lesson.page + 1) of \(lesson.experiment.pages.count)", .dim),
        ("seed \(lesson.configuration.seed)", .dim),
      ]
    ).draw(on: &grid, in: rectangle, y: rectangle.y)
  }

  private func drawSideBySide(on grid: inout Grid, in body: Rectangle) {
    let width = min(66, body.width * 9 / 20)
    let column = body.x + width + 3
    ProseView(page: lesson.current.text, scroll: lesson.scroll)
      .draw(
        on: &grid,
        in: Rectangle(x: body.x + 2, y: body.y + 1, width: width - 1, height: body.height - 1))
    for y in body.y..<body.maxY {
      grid.put("│", x: column - 1, y: y, style: .dim, within: body)
    }
    grid.put("┴", x: column - 1, y: body.maxY, style: .dim)
    let panels = Rectangle(
      x: column + 1, y: body.y + 1, width: body.maxX - column - 3, height: body.height - 1)
    drawPanels(lesson.current.panels, on: &grid, in: panels)
  }

  private func drawStacked(on grid: inout Grid, in body: Rectangle) {
    let prose = ProseView(page: lesson.current.text, scroll: lesson.scroll)
    let width = min(74, body.width - 4)
    let wanted = prose.height(width: width)
    let height = min(wanted, max(5, body.height * 9 / 20))
    prose.draw(
      on: &grid, in: Rectangle(x: body.x + 2, y: body.y + 1, width: width, height: height))
    let top = body.y + height + 2
    let panels = lesson.current.panels
    let shown = panels.isEmpty ? [] : [panels[lesson.panel % panels.count]]
    drawPanels(
      shown, on: &grid,
      in: Rectangle(x: body.x + 2, y: top, width: body.width - 4, height: body.maxY - top))
  }

  /// Stacks `panels`, an empty row between two.
  private func drawPanels(_ panels: [PanelKind], on grid: inout Grid, in rectangle: Rectangle) {
    guard !panels.isEmpty else { return }
    let rows = rectangle.height - (panels.count - 1)
    var y = rectangle.y
    for (index, panel) in panels.enumerated() {
      let height = rows * (index + 1) / panels.count - rows * index / panels.count
      let place = Rectangle(x: rectangle.x, y: y, width: rectangle.width, height: height)
      panel.draw(snapshot, on: &grid, in: place, capabilities)
      y += height + 1
    }
  }
}
