import Runs
import Screen

/// The list of lessons, by part.
struct ContentsView {
  let state: LabState

  /// Title in the first row, lessons by part, keys in the last.
  func draw(on scene: inout Scene, in rectangle: Rectangle) {
    Rule(
      left: [("unroll", .accent.bolded), ("a lab for recurrent networks", .plain)],
      right: [("\(doneCount) of \(state.entries.count) lessons done", .dim)]
    ).draw(on: &scene.grid, in: rectangle, y: rectangle.y)
    let list = rectangle.inset(left: rectangle.width < 60 ? 1 : 3, top: 2, right: 2, bottom: 3)
    let rows = self.rows
    let cursor = rows.firstIndex { $0.entry == state.selection } ?? 0
    let top = max(0, min(cursor - list.height / 2, rows.count - list.height))
    let ideas = columnOfIdeas(rows, width: list.width)
    for (offset, row) in rows.dropFirst(top).prefix(list.height).enumerated() {
      draw(row, ideas, on: &scene, in: list, y: list.y + offset)
    }
    drawFooter(on: &scene, in: rectangle)
  }

  private var doneCount: Int {
    state.entries.filter {
      if case .lesson(let experiment) = $0 { isDone(experiment) } else { false }
    }.count
  }

  /// Whether the last page was seen and every exercise met.
  private func isDone(_ experiment: Experiment) -> Bool {
    guard let record = state.progress.lessons[experiment.lesson.name],
      record.furthestPage == experiment.pages.count - 1
    else { return false }
    return experiment.pages.enumerated().allSatisfy { page, content in
      content.exercises.enumerated().allSatisfy { index, exercise in
        let slot = LessonRecord.Slot(page: page, exercise: index)
        return switch exercise {
        case .prediction: record.outcomes[slot] != nil
        case .challenge: record.done.contains(slot)
        case .claim: true
        }
      }
    }
  }

  private struct Row {
    var entry: Int?
    var number = ""
    var title: String
    /// What the entry is called where it is asked for.
    var name = ""
    var idea = ""
    var isBroken = false
    var mark = ""
  }

  private var rows: [Row] {
    var rows: [Row] = []
    var part: String?
    for (index, entry) in state.entries.enumerated() {
      switch entry {
      case .lesson(let experiment):
        let lesson = experiment.lesson
        if lesson.part != part {
          if part != nil { rows.append(Row(title: "")) }
          rows.append(Row(title: lesson.part))
          part = lesson.part
        }
        rows.append(
          Row(
            entry: index, number: "\(lesson.number)", title: lesson.title, name: lesson.name,
            idea: lesson.idea, mark: isDone(experiment) ? "✓" : ""))
      case .broken(let file, let reason):
        rows.append(Row(entry: index, title: file, name: file, idea: reason, isBroken: true))
      }
    }
    return rows
  }

  private func draw(
    _ row: Row, _ ideas: Int, on scene: inout Scene, in list: Rectangle, y: Int
  ) {
    guard let entry = row.entry else {
      scene.grid.put(row.title, x: list.x, y: y, style: .dim, within: list)
      return
    }
    scene.note(
      Element(
        Rectangle(x: list.x, y: y, width: list.width, height: 1), row.title, [row.idea + "."],
        action: ActionCall(entry == state.selection ? "open" : "choose", row.name)))
    draw(row, entry, ideas, on: &scene.grid, in: list, y: y)
  }

  private func draw(
    _ row: Row, _ entry: Int, _ ideas: Int, on grid: inout Grid, in list: Rectangle, y: Int
  ) {
    let isSelected = entry == state.selection
    let style: Style = row.isBroken ? .bad : isSelected ? .accent.bolded : .plain
    if isSelected { grid.put("▸", x: list.x, y: y, style: .accent, within: list) }
    if !isSelected { grid.put(row.mark, x: list.x, y: y, style: .good, within: list) }
    let number = String(repeating: " ", count: max(0, 2 - row.number.count)) + row.number
    grid.put(number, x: list.x + 2, y: y, style: row.isBroken ? .bad : .dim, within: list)
    grid.put(row.title, x: list.x + 6, y: y, style: style, within: list)
    let ideaX = list.x + max(ideas, 8 + columns(of: row.title))
    // A few letters would say nothing.
    guard list.maxX - ideaX >= 12 else { return }
    let idea = clipped(row.idea, to: list.maxX - ideaX, ellipsis: "…")
    grid.put(idea, x: ideaX, y: y, style: row.isBroken ? .bad : .dim, within: list)
  }

  /// The column of the ideas: well behind the titles, unless that would cut an idea.
  private func columnOfIdeas(_ rows: [Row], width: Int) -> Int {
    let lessons = rows.filter { !$0.isBroken }
    let title = min(34, lessons.map { columns(of: $0.title) }.max() ?? 0)
    let idea = lessons.map { columns(of: $0.idea) }.max() ?? 0
    return 6 + title + min(max(2, width - 6 - title - idea), 8)
  }

  private func drawFooter(on scene: inout Scene, in rectangle: Rectangle) {
    let words: [(text: String, style: Style)] =
      state.notice.isEmpty ? [] : [(state.notice, .accent)]
    Rule(left: words).draw(on: &scene.grid, in: rectangle, y: rectangle.maxY - 2)
    Footer(actions: state.availableActions).draw(
      on: &scene, in: rectangle, y: rectangle.maxY - 1, from: rectangle.x + 2,
      to: rectangle.maxX - 2)
  }
}
