import Runs
import Screen

extension LabState {
  /// What an action does while a lesson is open.
  mutating func performInLesson(_ action: Action) -> [Effect] {
    switch action {
    case .trainOrPause:
      if open?.isTraining == false, waitsForPrediction() { return [] }
      open?.isTraining.toggle()
      return [open?.isTraining == true ? .train : .pause]
    case .stepOnce:
      open?.isTraining = false
      return [.pause, .step]
    case .restart: return restart("started again from seed \(open?.configuration.seed ?? 1)")
    case .turn(let setting, let direction): return turn(setting, direction)
    case .settings:
      overlay = .settings(SettingsTable())
    case .save: requests.append(.save)
    case .copy: requests.append(.copy)
    case .inspect: overlay = .inspector(0)
    case .animate: animate()
    case .vote:
      let choices = open?.pagePrediction?.choices.count ?? 4
      overlay = .vote([Int](repeating: 0, count: choices))
    case .fork: return fork()
    case .undo: return undo()
    case .seeds:
      overlay = .seeds
      return [.trySeeds]
    case .hint: showHint()
    case .solution: return showSolution()
    case .explain: overlay = .sentence("")
    case .guess: if !beginGuess() { tell("this page asks for no marker") }
    case .commitGuess(let value): updateGuess(value: value, step: 0, .enter)
    case .demo: beginDemo()
    case .ask: return ask()
    case .nudge(let direction): return nudge(direction)
    case .checkWeight:
      guard let place = weightUnderCursor else { return [] }
      return [.pause, .check(place)]
    case .predict(let choice): _ = predict(choice)
    case .back: return goBack()
    case .quit: return leave()
    default: return look(action)
    }
    return []
  }

  /// Actions that move between pages and panes, or change how a chart is seen.
  private mutating func look(_ action: Action) -> [Effect] {
    switch action {
    case .pageForward: return showPage(by: 1)
    case .pageBack: return showPage(by: -1)
    case .right: return moveAcross(1)
    case .left: return moveAcross(-1)
    case .first: return showPage(0)
    case .last: return showPage((open?.experiment.pages.count ?? 1) - 1)
    case .lineDown: moveDown(1)
    case .lineUp: moveDown(-1)
    case .nextPane: moveFocus(by: 1)
    case .paneBefore: moveFocus(by: -1)
    case .pane(let number): focus(on: number)
    case .zoomPane: open?.isZoomed.toggle()
    case .magnify: changeView { $0.zoom = min($0.zoom + 1, 8) }
    case .reduce: changeView { $0.zoom = max($0.zoom - 1, 0) }
    case .resetView: changeView { $0 = PanelView() }
    case .smooth: changeView { $0.smoothing = ($0.smoothing + 1) % PanelView.smoothings.count }
    case .flipScale: changeView { $0.flipsScale.toggle() }
    default: break
    }
    return []
  }

  /// Esc: out of the zoom, out of the panel, out of the lesson.
  private mutating func goBack() -> [Effect] {
    if open?.isZoomed == true {
      open?.isZoomed = false
      return []
    }
    if let focus = open?.focus, focus > 0 {
      open?.focus = 0
      return []
    }
    return leave()
  }

  private mutating func leave() -> [Effect] {
    open = nil
    run += 1
    return [.stop]
  }

  private mutating func restart(_ notice: String) -> [Effect] {
    let effect = start()
    open?.notice = notice
    return [effect]
  }

  private mutating func moveFocus(by direction: Int) {
    guard let lesson = open else { return }
    let count = lesson.current.panels.count + 1
    focus(on: (lesson.focus + direction + count) % count)
  }

  private mutating func focus(on pane: Int) {
    guard let count = open?.current.panels.count, pane <= count else {
      tell("this page has no pane \(pane + 1)")
      return
    }
    open?.focus = pane
    if pane > 0 { open?.panel = pane - 1 }
  }

  /// Changes how the panel in focus is looked at; without focus, the one that is shown.
  private mutating func changeView(_ change: (inout PanelView) -> Void) {
    guard let lesson = open, !lesson.current.panels.isEmpty else { return }
    let panel = lesson.focus > 0 ? lesson.focus - 1 : lesson.panel
    var view = lesson.view(of: panel)
    change(&view)
    open?.views[panel] = view
  }

  /// Left or right: a page, or the cursor of the chart in focus.
  private mutating func moveAcross(_ direction: Int) -> [Effect] {
    guard let lesson = open, lesson.focus > 0 else { return showPage(by: direction) }
    moveCursor(direction, in: lesson)
    return []
  }

  /// Up or down: a line of the page, or another of what the panel in focus has several of.
  private mutating func moveDown(_ direction: Int) {
    guard let lesson = open else { return }
    if lesson.focus > 0 {
      let rows = lesson.current.panels[lesson.focus - 1].rows(lesson.configuration)
      if rows > 1 { return changeView { $0.moveRow(direction, of: rows) } }
    }
    if lesson.anchor != nil || lesson.scroll + direction >= 0 { open?.scroll += direction }
  }

  private mutating func moveCursor(_ direction: Int, in lesson: OpenLesson) {
    let panel = lesson.focus > 0 ? lesson.focus - 1 : lesson.panel
    guard lesson.current.panels.indices.contains(panel) else { return }
    if let last = lesson.current.panels[panel].lastCursor(lesson.configuration) {
      changeView { $0.moveCursor(direction, places: last) }
    } else {
      let end = axisEnd(update: lesson.update, planned: lesson.configuration.updates)
      changeView { $0.moveCursor(direction, end: end) }
    }
  }

  /// Runs a pass through the first diagram of the page, or stops it.
  private mutating func animate() {
    guard let lesson = open,
      let panel = lesson.current.panels.firstIndex(where: \.isPass)
    else { return tell("this page has no diagram to run a pass through") }
    open?.focus = panel + 1
    open?.panel = panel
    open?.isAnimated.toggle()
    if open?.isAnimated == true { open?.views[panel] = PanelView() }
  }

  /// A moment has passed: a pass that runs goes one step on.
  public mutating func tick() {
    guard let lesson = open, lesson.isAnimated, lesson.focus > 0,
      let last = lesson.current.panels[lesson.focus - 1].lastCursor(lesson.configuration)
    else {
      open?.isAnimated = false
      return
    }
    moveCursor(1, in: lesson)
    if open?.view(of: lesson.focus - 1).cursor == last { open?.isAnimated = false }
  }

  /// Turns the knob that has this key in the open lesson; says so where it has none, and others may.
  mutating func turnKnob(_ key: Key) -> [Effect] {
    guard let lesson = open else { return [] }
    for knob in lesson.experiment.knobs {
      if let direction = knob.directions.first(where: { $0.key == key })?.direction {
        return perform(.turn(knob.setting, direction))
      }
    }
    for setting in Setting.catalogue
    where Knob(setting).directions.contains(where: { $0.key == key }) {
      tell("this lesson has no knob for \(setting.name); e lists every setting")
    }
    return []
  }

  /// Turns the knob of `setting`, if the lesson has it.
  private mutating func turn(_ setting: String, _ direction: Int) -> [Effect] {
    guard let lesson = open,
      let knob = lesson.experiment.knobs.first(where: { $0.setting == setting }),
      let row = Setting.catalogue.first(where: { $0.name == setting })
    else {
      open?.notice = "this lesson has no knob for \(setting); e lists every setting"
      return []
    }
    if let complaint = row.complaint(in: lesson.configuration) {
      tell("\(complaint)")
      return []
    }
    let current = row.value(in: lesson.configuration)
    guard let value = knob.value(after: current, direction: direction),
      let effects = try? change(row, to: value, called: knob.label)
    else {
      open?.notice = "\(knob.label) ends at \(current)"
      return []
    }
    return effects
  }

  /// Gives a setting another value; throws if it does not take it.
  mutating func change(
    _ setting: Setting, to value: String, called label: String
  ) throws(SettingError) -> [Effect] {
    guard var lesson = open else { return [] }
    try setting.set(value, in: &lesson.configuration)
    if lesson.isForked, let complaint = lesson.forkComplaint(setting) {
      tell(complaint)
      return []
    }
    if lesson.isForked { lesson.forkedSetting = setting.name }
    if let before = open?.configuration, before != lesson.configuration {
      lesson.history.append(.settings(before))
    }
    open = lesson
    switch setting.effect {
    case .restarts: return restart("\(label) \(value): started again")
    case .goesOn:
      open?.notice = "\(label) \(value): the run goes on"
      return [.adjust(lesson.configuration)]
    }
  }

  private mutating func showPage(by direction: Int) -> [Effect] {
    guard let lesson = open else { return [] }
    guard lesson.experiment.pages.indices.contains(lesson.page + direction) else {
      open?.notice = direction > 0 ? "this is the last page" : "this is the first page"
      return []
    }
    return showPage(lesson.page + direction)
  }

  /// Turns to a page; one whose settings differ from those of the page before starts its run.
  mutating func showPage(_ page: Int) -> [Effect] {
    guard var lesson = open, page != lesson.page else { return [] }
    let before = lesson.current
    lesson.page = page
    (lesson.scroll, lesson.anchor) = (0, nil)
    if lesson.current.panels != before.panels {
      (lesson.panel, lesson.focus, lesson.isZoomed, lesson.views) = (0, 0, false, [:])
    }
    lesson.history = []
    open = lesson
    keepRecord()
    guard lesson.current.configuration != before.configuration else { return [watch()] }
    open?.configuration = lesson.current.configuration
    return [watch()] + restart("this page starts a run of its own")
  }
}
