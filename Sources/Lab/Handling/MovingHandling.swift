import Runs
import Screen

/// Moving between pages, panes and positions in a chart.
extension LabState {
  /// Esc: out of the zoom, out of the panel, out of the lesson.
  mutating func goBack() {
    if open?.isZoomed == true {
      open?.isZoomed = false
    } else if let focus = open?.focus, focus > 0 {
      open?.focus = 0
    } else {
      leave()
    }
  }

  /// Why page `page`, from 0, cannot be turned to; nil where it can.
  func pageRefusal(_ page: Int) -> String? {
    guard let pages = open?.experiment.pages else { return "no lesson is open" }
    if pages.indices.contains(page) { return nil }
    if page == pages.count { return "this is the last page; Esc, then Enter opens the next lesson" }
    return page == -1 ? "this is the first page" : "there are the pages 1 to \(pages.count)"
  }

  /// Turns to a page, from 0. One whose settings differ from those of the page before starts its
  /// run; so does one that asks what a run will do, if this run has begun.
  mutating func showPage(_ page: Int) {
    guard var lesson = open, page != lesson.page else { return }
    let before = lesson.current
    lesson.page = page
    (lesson.scroll, lesson.anchor, lesson.tally) = (0, nil, nil)
    if lesson.current.panels != before.panels {
      (lesson.panel, lesson.focus, lesson.isZoomed, lesson.views) = (0, 0, false, [:])
    }
    lesson.history = []
    open = lesson
    keepRecord()
    watch()
    let isAsked = lesson.asksPredictions && lesson.awaitsRun
    guard
      lesson.current.configuration != before.configuration
        || lesson.current.contestants != before.contestants || isAsked && lesson.update > 0
    else { return }
    open?.configuration = lesson.current.configuration
    restart("this page starts a run of its own")
  }

  /// Moves on to another pane, around the end.
  mutating func moveFocus(by direction: Int) {
    guard let lesson = open else { return }
    let count = lesson.current.panels.count + 1
    focus(on: (lesson.focus + direction + count) % count)
  }

  /// Gives a pane the keys: 0 is the page, then its panels.
  mutating func focus(on pane: Int) {
    open?.focus = pane
    if pane > 0 { open?.panel = pane - 1 }
  }

  /// The pane that a person names: its number, 1 for the page, or the name of a panel; throws why
  /// there is none.
  func pane(named text: String) throws(SettingError) -> Int {
    let names = ["page"] + (open?.current.panels.map(\.name) ?? [])
    if let number = Int(text), names.indices.contains(number - 1) { return number - 1 }
    if let index = names.firstIndex(of: text) { return index }
    throw SettingError(
      problem: "this page has no pane \(text)",
      allowed: names.enumerated().map { "\($0.offset + 1) \($0.element)" })
  }

  /// The index of the panel that keys go to, or that is shown; nil where the page has none.
  var panelInFocus: Int? {
    guard let lesson = open, !lesson.current.panels.isEmpty else { return nil }
    return lesson.focus > 0 ? lesson.focus - 1 : lesson.panel % lesson.current.panels.count
  }

  /// Why there is no chart to look at; nil where there is one.
  var chartRefusal: String? { panelInFocus == nil ? "this page has no chart" : nil }

  /// Changes how the panel in focus is looked at; without focus, the one that is shown.
  mutating func changeView(_ change: (inout PanelView) -> Void) {
    guard let lesson = open, let panel = panelInFocus else { return }
    var view = lesson.view(of: panel)
    change(&view)
    open?.views[panel] = view
  }

  /// Up or down: a line of the page, or another of what the panel in focus has several of.
  mutating func moveDown(_ direction: Int) {
    guard let lesson = open else { return }
    if lesson.focus > 0 {
      let rows = lesson.current.panels[lesson.focus - 1].rows(lesson.configuration)
      if rows > 1 { return changeView { $0.moveRow(direction, of: rows) } }
    }
    open?.scroll += direction
  }

  /// Moves the cursor of the panel in focus.
  mutating func moveCursor(_ direction: Int) {
    guard let lesson = open, let panel = panelInFocus else { return }
    if let last = lesson.current.panels[panel].lastCursor(lesson.configuration) {
      changeView { $0.moveCursor(direction, positions: last) }
    } else {
      let end = axisEnd(update: lesson.update, planned: lesson.configuration.updates)
      changeView { $0.moveCursor(direction, end: end) }
    }
  }

  /// The last position that the cursor of a panel can have.
  func lastCursor(of panel: Int) -> Int {
    guard let lesson = open else { return 0 }
    let end = axisEnd(update: lesson.update, planned: lesson.configuration.updates)
    return Int(lesson.current.panels[panel].lastCursor(lesson.configuration) ?? end)
  }

  /// Puts the cursor of a panel somewhere, and gives the panel the keys.
  mutating func setCursor(_ cursor: Int, in panel: Int) {
    focus(on: panel + 1)
    changeView { $0.cursor = Float(cursor) }
  }

  /// The first diagram of the page that a pass runs through.
  var passPanel: Int? { open?.current.panels.firstIndex(where: \.isPass) }

  /// The panel whose pass is told by number: that of single operations, where the page has it.
  var numberedPanel: Int? { open?.current.panels.firstIndex(of: .numberedPass) ?? passPanel }

  /// Runs a pass through the first diagram of the page, or stops it; told line by line, where
  /// nothing moves, puts the cursor at its beginning.
  mutating func animate() {
    guard let panel = passPanel else { return }
    focus(on: panel + 1)
    if isLinear { return changeView { $0.cursor = 0 } }
    open?.isAnimated.toggle()
    if open?.isAnimated == true { open?.views[panel] = PanelView() }
  }

  /// A moment has passed: a pass that runs goes one step on.
  mutating func tick() {
    guard let lesson = open, lesson.isAnimated, lesson.focus > 0,
      let last = lesson.current.panels[lesson.focus - 1].lastCursor(lesson.configuration)
    else {
      open?.isAnimated = false
      return
    }
    moveCursor(1)
    if open?.view(of: lesson.focus - 1).cursor == last { open?.isAnimated = false }
  }
}
