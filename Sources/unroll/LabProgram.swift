import CTerminal
import Foundation
import Lab
import Lessons
import Runs
import Screen

/// The lab in a terminal: keys in, frames out, training on a thread of its own.
struct LabProgram {
  private var state: LabState
  private let effects: [Effect]
  private let library: Library
  private let options: TerminalOptions
  private let threads: Int
  /// Milliseconds between two steps of a pass through a diagram.
  private static let tickLength = 180
  /// Milliseconds between two looks at what a demonstration waits for.
  private static let demoInterval = 100

  /// The lab as `state` stands, with effects to begin with.
  init(
    state: LabState, effects: [Effect] = [], library: Library, terminal: TerminalOptions,
    threads: Int = 1
  ) {
    self.state = state
    self.effects = effects
    self.library = library
    options = terminal
    self.threads = threads
  }

  /// Runs until the person leaves. A frame is drawn only when something has changed.
  func run() throws {
    let recorder = try options.record.map { try CastRecorder(file: $0) }
    var screen = try TerminalScreen(options)
    var state = state
    let log = SessionLog()
    let session = Session(library: library.texts, threads: threads) { terminal_wake() }
    session.send(effects)
    var end = End.left
    var needsRepaint = false
    var mark = FrameMark()
    var budget = FrameBudget()
    // What asked for the next frame: the person, or the run and the clock.
    var isAsked = true
    var snapshot = session.latest()
    var lastTick = ContinuousClock.now
    let start = Date()
    var complaint: String?
    var toldPage = ""
    let watch = (try? LessonFolder.find()).flatMap {
      LessonWatch(folder: $0.path) { terminal_wake() }
    }
    screen.listenToMouse(state.usesMouse)
    loop: while !state.isOver {
      // A tick moves what it moves; what training did since is shown when there is room for it.
      let isBehind = !isAsked && budget.milliseconds() > 0
      if !isBehind { snapshot = session.latest() }
      mark.begin(snapshot)
      state.observe(snapshot)
      let scene = LabDrawing.scene(state, snapshot, size: screen.size, screen.capabilities)
      state.settle(scene)
      mark.finishDrawing()
      let sent = ContinuousClock.now
      let bytes = screen.present(scene.grid, theme: state.theme, repaint: needsRepaint)
      if !isAsked { budget.spend(bytes: bytes, sending: ContinuousClock.now - sent) }
      recorder?.add(scene.grid, state, screen.capabilities)
      log?.add(session.takeTranscript(), state)
      let page = "\(state.open?.experiment.lesson.name ?? "") \(state.open?.page ?? 0)"
      if page != toldPage { OpenPage.tell(state) }
      toldPage = page
      needsRepaint = false
      if screen.isMarked { screen.mark(mark.note) }
      let hadMouse = state.usesMouse
      isAsked = true
      // What is held back is shown even if nothing else happens.
      var pause = Self.millisecondsToTick(state, lastTick)
      if isBehind { pause = min(pause ?? .max, max(1, budget.milliseconds())) }
      switch Self.nextEvent(&screen, budget, milliseconds: pause) {
      case .key(let key):
        mark.keys += 1
        session.send(state.take(key))
      case .press(let column, let row):
        if state.overlay != nil {
          session.send(state.update(.escape))
        } else if let action = scene.action(atColumn: column, row: row) {
          session.send(state.perform(action))
        }
      case .repaint: needsRepaint = true
      case .ended:
        end = .signal(terminal_end_signal())
        break loop
      case .hungUp:
        end = .hungUp
        break loop
      case .woken, .timeout: isAsked = false
      case .resized: break
      }
      if state.demo != nil {
        session.send(state.playDemo(session.latest(), now: -start.timeIntervalSinceNow))
      }
      if watch?.takeNews() == true, let fresh = try? Library.found() {
        session.send(state.reload(fresh.entries))
      }
      if Self.millisecondsToTick(state, lastTick) ?? 1 <= 0 {
        state.tick()
        lastTick = .now
      }
      for request in state.takeRequests() {
        let outcome = carryOut(request, state, session.latest(), screen)
        // That progress cannot be kept is said once; the lab goes on.
        if let outcome, outcome != complaint { state.tell(outcome) }
        if request == .keepProgress { complaint = outcome }
      }
      if state.usesMouse != hadMouse { screen.listenToMouse(state.usesMouse) }
    }
    session.end()
    log?.add(session.takeTranscript(), state)
    screen.close()
    recorder?.close()
    end.leave()
  }

  /// Waits for something to happen. News of training wait until the budget has room for their frame;
  /// anything else comes in between.
  private static func nextEvent(
    _ screen: inout TerminalScreen, _ budget: FrameBudget, milliseconds: Int?
  ) -> TerminalScreen.Event {
    let event = screen.wait(milliseconds: milliseconds)
    guard case .woken = event else { return event }
    while budget.milliseconds() > 0 {
      switch screen.wait(milliseconds: min(budget.milliseconds(), milliseconds ?? .max)) {
      case .woken: continue
      case .timeout: if milliseconds != nil, budget.milliseconds() > 0 { return .timeout }
      case let other: return other
      }
    }
    return .woken
  }

  /// How long it is until a pass that runs goes one step on; nil where none runs.
  private static func millisecondsToTick(
    _ state: LabState, _ last: ContinuousClock.Instant
  ) -> Int? {
    guard state.open?.isAnimated == true else { return state.demo == nil ? nil : demoInterval }
    return max(0, tickLength - Int((ContinuousClock.now - last) / .milliseconds(1)))
  }

  /// Does what the lab asks of the program; says how it went, where that is not plain to see.
  private func carryOut(
    _ request: Request, _ state: LabState, _ snapshot: Snapshot, _ screen: TerminalScreen
  ) -> String? {
    switch request {
    case .save:
      return SavedScreen(state, snapshot, size: screen.size, screen.capabilities).write()
    case .copy:
      guard let chart = state.chartInFocus(snapshot) else { return "this page has no numbers" }
      screen.copy(chart.table.csv)
      return "copied the \(chart.table.rows.count) rows of this pane, as CSV"
    case .keepProgress:
      return ProgressFile.keep(state.progress).map { "not kept: \($0)" }
    case .keepSettings(let name):
      return KeptFile.write(state.kept[name] ?? [], name: name).map { "not kept: \($0)" }
    case .remember:
      var preferences = Preferences.read()
      preferences.theme = state.theme.name
      preferences.notation = state.notation.rawValue
      if let glyphs = state.glyphs { preferences.glyphs = glyphs.rawValue }
      return preferences.write().map { "not remembered: \($0)" }
    }
  }

  /// How the lab ended, which the exit status tells.
  private enum End {
    case left, hungUp
    /// The signal, or 0 for Ctrl-C, which comes as a key.
    case signal(Int32)

    func leave() {
      switch self {
      case .left: break
      case .hungUp: exit(129)
      case .signal(0): exit(130)
      case .signal(let number):
        Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
