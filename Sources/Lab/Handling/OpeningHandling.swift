import Lessons
import Runs

extension LabState {
  /// Opens `experiment` at `page` (from 0), with `configuration` in place of the page's own.
  mutating func enter(
    _ experiment: Experiment, page: Int = 0, configuration: Configuration? = nil
  ) {
    endDemo()
    let page = min(max(page, 0), experiment.pages.count - 1)
    var lesson = OpenLesson(
      experiment: experiment, page: page,
      configuration: configuration ?? experiment.pages[page].configuration)
    lesson.record = progress.lessons[experiment.lesson.name] ?? LessonRecord()
    lesson.asksPredictions = predictions != .off
    lesson.isPresented = isPresenting
    lesson.notation = notation
    lesson.isLinear = isLinear
    open = lesson
    let name = experiment.lesson.name
    selection =
      entries.firstIndex {
        if case .lesson(let other) = $0 { other.lesson.name == name } else { false }
      } ?? selection
    keepRecord()
    watch()
    start()
  }

  /// Opens the entry of the contents with this index, unless it is broken.
  mutating func openEntry(_ index: Int, page: Int = 0) {
    guard entries.indices.contains(index) else { return }
    switch entries[index] {
    case .lesson(let experiment):
      selection = index
      enter(experiment, page: page)
    case .broken(let file, let reason): tell("\(file): \(reason)")
    }
  }

  /// Leaves the open lesson for the contents; from its last page, on the way to the next.
  mutating func leave() {
    endDemo()
    if let lesson = open, lesson.page == lesson.experiment.pages.count - 1 {
      selection = min(selection + 1, max(entries.count - 1, 0))
    }
    open = nil
    run += 1
    emit(training: .stop)
  }

  /// Asks for what the open page's panels show.
  mutating func watch() {
    emit(training: .watch(open?.current.watch ?? Watch()))
  }

  /// Begins a new run of what is open.
  mutating func start() {
    run += 1
    open?.isTraining = false
    open?.isForked = false
    open?.forkedSetting = nil
    open?.history.removeAll { !$0.outlivesRun }
    emit(
      training: .start(
        run: run, configuration: open?.configuration ?? Configuration(), dataFile: dataFile,
        contestants: open?.contestants ?? []))
  }

  /// Begins the run again, and says why.
  mutating func restart(_ notice: String) {
    start()
    tell(notice)
  }

  /// Takes up lessons whose files were saved. The open one stays on its page, and starts its run
  /// again if its settings are others; a mistake in it is told, and the lesson stays as it was.
  mutating func reload(_ fresh: [Entry]) {
    entries = fresh
    selection = min(selection, max(entries.count - 1, 0))
    guard let file = open?.experiment.lesson.file else { return }
    for entry in fresh {
      switch entry {
      case .broken(file, let reason):
        tell(reason)
        open?.isBroken = true
      case .lesson(let experiment) where experiment.lesson.file == file: take(up: experiment)
      case .broken, .lesson: break
      }
    }
  }

  private mutating func take(up experiment: Experiment) {
    guard let lesson = open else { return }
    guard experiment.lesson != lesson.experiment.lesson else {
      // A mistake that was told has been mended.
      if lesson.isBroken { tell("read again") }
      open?.isBroken = false
      return
    }
    let page = min(lesson.page, experiment.pages.count - 1)
    let isSame = experiment.pages[page].configuration == lesson.current.configuration
    var read = lesson
    read.isBroken = false
    (read.experiment, read.page) = (experiment, page)
    if read.current.panels != lesson.current.panels {
      (read.panel, read.focus, read.views) = (0, 0, [:])
    }
    if !isSame { read.configuration = read.current.configuration }
    open = read
    watch()
    if !isSame { start() }
    tell("read again")
  }
}
