import Charts
import Runs
import Screen

/// A lesson on the screen: its page beside or above its panels, then knobs, then the status.
struct LessonView {
  let lesson: OpenLesson
  let snapshot: Snapshot
  let capabilities: Capabilities
  /// What can be done now, for the footer.
  let actions: [Action]
  /// The marker that is being set on the axis.
  var marker: Double?
  /// What a demonstration says; nil while none is played.
  var caption: String?

  /// Draws all of it into `rectangle`.
  func draw(on scene: inout Scene, in rectangle: Rectangle) {
    let charts = lesson.current.panels.indices.map(chart)
    let layout = LessonLayout(lesson, in: rectangle) { panel, width in
      charts[panel].rowsWanted(width: width, capabilities)
    }
    drawTitle(on: &scene, in: rectangle)
    Rule().draw(on: &scene.grid, in: rectangle, y: layout.body.maxY)
    drawPage(layout, on: &scene)
    for (index, frame) in layout.panels { draw(charts[index], index, in: frame, on: &scene) }
    if let y = layout.knobs {
      KnobRow(lesson: lesson).draw(on: &scene, in: rectangle, y: y)
    }
    if let tally = lesson.tally {
      VoteView(hands: tally).drawCorner(on: &scene.grid, in: layout.body)
    }
    StatusRow(
      lesson: lesson, snapshot: snapshot, actions: actions, marker: marker, caption: caption
    ).draw(on: &scene, in: rectangle)
  }

  private func drawTitle(on scene: inout Scene, in rectangle: Rectangle) {
    let text = lesson.experiment.lesson
    var right: [(text: String, style: Style)] = [
      ("page \(lesson.page + 1) of \(lesson.experiment.pages.count)", .dim),
      ("seed \(lesson.configuration.seed)", .dim),
    ]
    if rectangle.width >= 100 {
      let threads = snapshot.threads
      right.insert(("\(lesson.configuration.problem), \(lesson.configuration.cell)", .dim), at: 0)
      right.append(("\(threads) thread\(threads == 1 ? "" : "s")", .dim))
    }
    Rule(
      left: [("unroll", .accent.bolded), ("\(text.number) \(text.title)", .plain)], right: right
    ).draw(on: &scene.grid, in: rectangle, y: rectangle.y)
    scene.note(
      Element(
        Rectangle(x: rectangle.x, y: rectangle.y, width: rectangle.width, height: 1),
        "\(text.number) \(text.title)",
        [
          "The lesson: \(text.idea).",
          "PgDn and PgUp turn its pages; the same seed gives the same digits every time.",
        ]))
  }

  private func drawPage(_ layout: LessonLayout, on scene: inout Scene) {
    guard !layout.page.isEmpty else { return }
    scene.scroll = lesson.prose(isUnicode: capabilities.glyphs != .ascii)
      .draw(on: &scene.grid, in: layout.page)
    scene.note(
      Element(
        layout.page, lesson.current.text.title,
        ["The page. Up and down scroll it, right and left turn it."],
        action: ActionCall("pane", "1")))
    guard let column = layout.divider else { return }
    let body = layout.body
    for y in body.y..<body.maxY {
      scene.grid.put("│", x: column, y: y, style: .dim, within: body)
    }
    scene.grid.put("┴", x: column, y: body.maxY, style: .dim)
  }

  /// The chart of a panel, as a person looks at it.
  private func chart(_ index: Int) -> any Chart {
    var view = lesson.view(of: index)
    view.notation = lesson.notation
    view.guess = marker ?? lesson.guessedLoss
    return lesson.current.panels[index].chart(snapshot, view)
  }

  private func draw(
    _ chart: any Chart, _ index: Int, in frame: Rectangle, on scene: inout Scene
  ) {
    let kind = lesson.current.panels[index]
    var rest = frame
    let isLarge = lesson.isZoomed || lesson.isPresented
    if isLarge, let headline = kind.headline(snapshot), frame.height >= 16 {
      let top = frame.split(top: BigDigits.height, gap: 1)
      rest = top.rest
      let digits = BigDigits(headline.value)
      digits.draw(on: &scene.grid, in: top.part, capabilities)
      scene.grid.put(
        headline.name, x: frame.x + digits.width + 2, y: frame.y + BigDigits.height - 1,
        style: .strong, within: top.part)
    }
    if lesson.focus == index + 1, !isLarge {
      scene.grid.put(
        capabilities.glyphs == .ascii ? ">" : "▸", x: frame.x - 2, y: frame.y, style: .accent)
    }
    chart.draw(on: &scene.grid, in: rest, capabilities)
    scene.note(
      Element(frame, kind.title, kind.about(snapshot), action: ActionCall("pane", "\(index + 2)")))
  }
}

extension OpenLesson {
  /// The page's prose, with its exercises as they stand.
  func prose(isUnicode: Bool = true) -> ProseView {
    ProseView(
      page: current.text, scroll: scroll, anchor: anchor, isUnicode: isUnicode, notation: notation,
      exercises: exercises.map {
        ExerciseText(
          exercise: $0.exercise, slot: $0.slot, record: record, isShown: isShown($0.slot),
          missing: missing(for: $0.exercise), isLinear: isLinear)
      })
  }
}
