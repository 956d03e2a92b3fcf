import CTerminal
import Foundation
import Lab
import Lessons
import Runs
import Screen

/// The lab in a terminal: keys in, frames out, training on a thread of its own.
struct LabProgram {
  private var state: LabState
  private var screen: TerminalScreen
  private let session: Session
  private let library: Library
  private let recorder: CastRecorder?
  private let log = SessionLog()
  private let watch: LessonWatch?
  private var mark = FrameMark()
  private var budget = FrameBudget()
  private var snapshot: Snapshot
  /// Whether the person asked for the next frame; else the run or the clock did.
  private var isAsked = true
  /// Whether a frame was drawn without the news of training, for which there was no room.
  private var owesNews = false
  private var needsRepaint = false
  private var end: End?
  private var lastTick = ContinuousClock.now
  private let start = ContinuousClock.now
  /// Why progress could not be kept, which is said once.
  private var complaint: String?
  private var toldPage = ""

  /// Milliseconds between two steps of a pass through a diagram.
  private static let tickLength = 180
  /// Milliseconds between two looks at what a demonstration waits for.
  private static let demoInterval = 100

  /// The lab as `state` is, with effects to begin with.
  init(
    state: LabState, effects: [Effect] = [], library: Library, terminal: TerminalOptions,
    threads: Int = 1
  ) throws {
    self.state = state
    recorder = try terminal.record.map { try CastRecorder(file: $0) }
    screen = try TerminalScreen(terminal)
    session = Session(library: library.texts, threads: threads) { terminal_wake() }
    self.library = library
    watch = LessonWatch(folders: library.folders) { terminal_wake() }
    snapshot = session.latest()
    screen.listenToMouse(state.usesMouse)
    carryOut(effects)
  }

  /// Runs until the person leaves. A frame is drawn only when something has changed.
  mutating func run() {
    while !state.isOver, end == nil {
      let scene = draw()
      writeDown(scene)
      take(in: nextEvent(milliseconds: pause), scene)
      passTime()
    }
    session.end()
    log?.add(session.takeTranscript(), state)
    screen.close()
    do {
      try recorder?.close()
    } catch {
      FileHandle.standardError.write(Data("unroll: \(error)\n".utf8))
    }
    end?.leave()
  }

  /// Draws the lab, with what training did, where there is time for it.
  private mutating func draw() -> Scene {
    // A tick moves what it moves; what training did since is shown when there is room for it.
    owesNews = !isAsked && budget.milliseconds() > 0
    if !owesNews { snapshot = session.latest() }
    mark.begin(snapshot)
    handle(.measured(snapshot))
    let scene = LabDrawing.scene(state, snapshot, size: screen.size, screen.capabilities)
    state.settle(scene)
    mark.finishDrawing()
    let sent = ContinuousClock.now
    let bytes = screen.present(scene.grid, theme: state.theme, repaint: needsRepaint)
    if !isAsked { budget.spend(bytes: bytes, sending: ContinuousClock.now - sent) }
    needsRepaint = false
    return scene
  }

  /// Writes down what was drawn and done, for those who watch or read later.
  private mutating func writeDown(_ scene: Scene) {
    recorder?.add(scene.grid, state, screen.capabilities)
    log?.add(session.takeTranscript(), state)
    let page = "\(state.open?.experiment.lesson.name ?? "") \(state.open?.page ?? 0)"
    if page != toldPage { OpenPage.tell(state) }
    toldPage = page
    if screen.isMarked { screen.mark(mark.note) }
  }

  /// Milliseconds until something is due even if nothing else happens; nil for never.
  private var pause: Int? {
    guard owesNews else { return millisecondsToTick }
    return min(millisecondsToTick ?? .max, max(1, budget.milliseconds()))
  }

  private mutating func take(in event: TerminalScreen.Event, _ scene: Scene) {
    isAsked = true
    switch event {
    case .key(let key):
      mark.keys += 1
      handle(.key(key))
    case .press(let column, let row): handle(.pointer(scene.action(atColumn: column, row: row)))
    case .repaint: needsRepaint = true
    case .ended: end = .signal(terminal_end_signal())
    case .hungUp: end = .hungUp
    case .woken, .timeout: isAsked = false
    case .resized: break
    }
  }

  /// What the clock and the lesson files bring.
  private mutating func passTime() {
    if state.demo != nil {
      handle(.clock((ContinuousClock.now - start) / .seconds(1), session.latest()))
    }
    if watch?.takeNews() == true { handle(.lessons(library.reloaded().entries)) }
    if millisecondsToTick ?? 1 <= 0 {
      handle(.tick)
      lastTick = .now
    }
  }

  private mutating func handle(_ input: Input) {
    let hadMouse = state.usesMouse
    carryOut(state.handle(input))
    if state.usesMouse != hadMouse { screen.listenToMouse(state.usesMouse) }
  }

  /// Waits for something to happen. News of training wait until the budget has room for their
  /// frame; anything else comes in between.
  private mutating func nextEvent(milliseconds: Int?) -> TerminalScreen.Event {
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
  private var millisecondsToTick: Int? {
    guard state.open?.isAnimated == true else { return state.demo == nil ? nil : Self.demoInterval }
    return max(0, Self.tickLength - Int((ContinuousClock.now - lastTick) / .milliseconds(1)))
  }

  /// Does what the lab asks of the outside, and tells how it went where that is not plain to see.
  private mutating func carryOut(_ effects: [Effect]) {
    session.send(effects.commands)
    for effect in effects {
      let outcome = outcome(of: effect)
      // That progress cannot be kept is said once; the lab goes on.
      if let outcome, outcome != complaint { state.tell(outcome) }
      if effect == .keepProgress { complaint = outcome }
    }
  }

  private mutating func outcome(of effect: Effect) -> String? {
    switch effect {
    case .training: return nil
    case .save:
      return SavedScreen(state, snapshot, size: screen.size, screen.capabilities).write()
    case .copy:
      guard let chart = state.chartInFocus(snapshot) else { return "this page has no numbers" }
      screen.copy(chart.table.csv)
      return "copied the \(chart.table.rows.count) rows of this pane, as CSV"
    case .keepProgress, .keepSettings, .remember: return KeptState.write(effect, of: state)
    case .tell: return "what is told in words is on the screen"
    }
  }

  /// How the lab ended, unless the person left, which the exit status tells.
  private enum End {
    case hungUp
    /// The signal, or 0 for Ctrl-C, which comes as a key.
    case signal(Int32)

    func leave() {
      switch self {
      case .hungUp: exit(129)
      case .signal(0): exit(130)
      case .signal(let number):
        Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
