import Screen

extension LabState {
  /// What `key` does: the next state, and what to ask of the training thread. Pure.
  public mutating func update(_ key: Key) -> [Effect] {
    if showsHelp {
      showsHelp = false
      return []
    }
    guard let action = Keymap.action(for: key, in: open == nil ? .contents : .lesson) else {
      return []
    }
    if action == .help {
      showsHelp = true
      return []
    }
    return open == nil ? updateContents(action) : updateLesson(action)
  }

  /// Takes note of what training did by itself: reached its planned updates, diverged, failed.
  public mutating func observe(_ snapshot: Snapshot) {
    guard snapshot.run == run, open?.isTraining == true, !snapshot.isTraining else { return }
    guard snapshot.stopped else { return }
    open?.isTraining = false
  }

  private mutating func updateContents(_ action: Action) -> [Effect] {
    switch action {
    case .lineDown: selection = min(selection + 1, max(entries.count - 1, 0))
    case .lineUp: selection = max(selection - 1, 0)
    case .open:
      guard entries.indices.contains(selection), case .lesson(let experiment) = entries[selection]
      else { return [] }
      return enter(experiment)
    case .quit: isOver = true
    default: break
    }
    return []
  }

  private mutating func updateLesson(_ action: Action) -> [Effect] {
    open?.notice = ""
    switch action {
    case .trainOrPause: return trainOrPause()
    case .stepOnce:
      open?.isTraining = false
      return [.pause, .step]
    case .restart: return restart("started again from seed \(open?.configuration.seed ?? 1)")
    case .turn(let setting, let direction): return turn(setting, direction)
    case .pageForward: return showPage(1)
    case .pageBack: return showPage(-1)
    case .lineDown: open?.scroll += 1
    case .lineUp: if let scroll = open?.scroll, scroll > 0 { open?.scroll = scroll - 1 }
    case .nextPanel: open?.panel += 1
    case .back, .quit:
      open = nil
      run += 1
      return [.stop]
    case .open, .help: break
    }
    return []
  }

  private mutating func trainOrPause() -> [Effect] {
    open?.isTraining.toggle()
    return [open?.isTraining == true ? .train : .pause]
  }

  private mutating func restart(_ notice: String) -> [Effect] {
    let effect = start()
    open?.notice = notice
    return [effect]
  }

  /// Turns the knob of `setting`, if the lesson has it.
  private mutating func turn(_ setting: String, _ direction: Int) -> [Effect] {
    guard var lesson = open,
      let knob = lesson.experiment.knobs.first(where: { $0.setting == setting }),
      let row = Setting.catalogue.first(where: { $0.name == setting })
    else {
      open?.notice = "this lesson has no knob for \(setting)"
      return []
    }
    let current = row.value(in: lesson.configuration)
    guard let value = knob.value(after: current, direction: direction),
      (try? row.set(value, in: &lesson.configuration)) != nil
    else {
      open?.notice = "\(knob.label) ends at \(current)"
      return []
    }
    open = lesson
    switch row.effect {
    case .restarts: return restart("\(knob.label) \(value): started again")
    case .goesOn:
      open?.notice = "\(knob.label) \(value): the run goes on"
      return [.adjust(lesson.configuration)]
    }
  }

  /// Turns the page; a page whose settings differ from those of the page before starts its run.
  private mutating func showPage(_ direction: Int) -> [Effect] {
    guard var lesson = open else { return [] }
    let next = lesson.page + direction
    guard lesson.experiment.pages.indices.contains(next) else {
      open?.notice = direction > 0 ? "this is the last page" : "this is the first page"
      return []
    }
    let before = lesson.current.configuration
    lesson.page = next
    lesson.scroll = 0
    lesson.panel = 0
    open = lesson
    guard lesson.current.configuration != before else { return [] }
    open?.configuration = lesson.current.configuration
    return restart("this page starts a run of its own")
  }
}
