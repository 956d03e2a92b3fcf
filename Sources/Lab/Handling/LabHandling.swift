import Runs
import Screen

extension LabState {
  /// What `key` does: the next state, and what to ask of the training thread. Pure.
  public mutating func update(_ key: Key) -> [Effect] {
    if let overlay { return update(overlay, key) }
    if case .character(let digit) = key, let number = digit.wholeNumberValue, predict(number - 1) {
      return []
    }
    if let action = Keymap.action(for: key, in: open == nil ? .contents : .lesson) {
      return perform(action)
    }
    return turnKnob(key)
  }

  /// Carries out an action, from a key, the palette or the mouse.
  public mutating func perform(_ action: Action) -> [Effect] {
    notice = ""
    open?.notice = ""
    switch action {
    case .help: overlay = .help(scroll: 0)
    case .palette: overlay = .picker(Picker(kind: .palette, items: paletteItems))
    case .search: overlay = .picker(Picker(kind: .search, items: searchItems))
    case .checkGlyphs: overlay = .glyphCheck
    case .present:
      isPresenting.toggle()
      open?.isPresented = isPresenting
      open?.isZoomed = false
      theme = isPresenting ? .contrast : .dark
      tell(isPresenting ? "for a room; P goes back" : "for one reader")
    case .nextNotation:
      notation = notation.next
      open?.notation = notation
      requests.append(.remember)
      tell("symbols: \(notation.about)")
    case .nextTheme:
      let place = Theme.all.firstIndex(of: theme) ?? 0
      theme = Theme.all[(place + 1) % Theme.all.count]
      requests.append(.remember)
      tell("theme \(theme.name)")
    case .toggleMouse:
      usesMouse.toggle()
      tell(usesMouse ? "the mouse is on; Shift and dragging select text" : "the mouse is off")
    default: return open == nil ? performInContents(action) : performInLesson(action)
    }
    return []
  }

  /// Takes note of what training did by itself: reached its planned updates, diverged, failed.
  public mutating func observe(_ snapshot: Snapshot) {
    guard snapshot.run == run else { return }
    open?.update = snapshot.update
    open?.baselines = snapshot.baselines
    observeExercises(snapshot)
    if open?.isTraining == true, !snapshot.isTraining, snapshot.stopped {
      open?.isTraining = false
    }
  }

  /// Takes up how far the drawing could scroll, so that no key is spent on what lies past the end.
  public mutating func settle(_ scene: Scene) {
    guard let scroll = scene.scroll else { return }
    if case .help = overlay {
      overlay = .help(scroll: scroll)
    } else {
      open?.scroll = scroll
    }
  }

  /// Takes up lessons whose files were saved. The open one stays on its page, and starts its run again if
  /// its settings are others; a mistake in it is told, and the lesson stays as it was.
  public mutating func reload(_ fresh: [Entry]) -> [Effect] {
    entries = fresh
    selection = min(selection, max(entries.count - 1, 0))
    guard let lesson = open else { return [] }
    let file = lesson.experiment.lesson.file
    for entry in fresh {
      switch entry {
      case .broken(file, let reason): tell(reason)
      case .lesson(let experiment)
      where experiment.lesson.file == file && experiment.lesson != lesson.experiment.lesson:
        let page = min(lesson.page, experiment.pages.count - 1)
        let isSame = experiment.pages[page].configuration == lesson.current.configuration
        var read = lesson
        (read.experiment, read.page) = (experiment, page)
        if read.current.panels != lesson.current.panels {
          (read.panel, read.focus, read.views) = (0, 0, [:])
        }
        if !isSame { read.configuration = read.current.configuration }
        open = read
        let effects = isSame ? [watch()] : [watch(), start()]
        tell("read again")
        return effects
      default: break
      }
    }
    return []
  }

  /// What the program is asked to do; each is given once.
  public mutating func takeRequests() -> [Request] {
    defer { requests = [] }
    return requests
  }

  /// Says something in the row above the status.
  public mutating func tell(_ words: String) {
    if open == nil { notice = words } else { open?.notice = words }
  }

  private mutating func performInContents(_ action: Action) -> [Effect] {
    let last = max(entries.count - 1, 0)
    switch action {
    case .lineDown: selection = min(selection + 1, last)
    case .lineUp: selection = max(selection - 1, 0)
    case .first: selection = 0
    case .last: selection = last
    case .select(let entry): selection = min(max(entry, 0), last)
    case .open: return openEntry(selection)
    case .openEntry(let entry): return openEntry(entry)
    case .quit: isOver = true
    default: break
    }
    return []
  }

  /// Opens the entry of the contents with this index, unless it is broken.
  mutating func openEntry(_ index: Int, page: Int = 0) -> [Effect] {
    guard entries.indices.contains(index) else { return [] }
    switch entries[index] {
    case .lesson(let experiment):
      selection = index
      return enter(experiment, page: page)
    case .broken(let file, let reason):
      notice = "\(file): \(reason)"
      return []
    }
  }
}
