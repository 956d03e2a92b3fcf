import Foundation
import Lab
import Runs
import Screen

/// The lab as lines that are only ever added: no cursor movement, no colours, numbered menus. The
/// same state and the same runs as on the screen.
struct LinearProgram {
  private let lab: LabInStep
  private let capabilities: Capabilities
  /// What was told last, so that only what is new is told again.
  private var menu = LinearMenu(LabState(entries: []))
  private var toldStatus = ""
  private var toldPage = ""
  private let log = SessionLog()
  /// Seconds between two reports while training.
  private static let reportInterval = 2.0

  /// A lab in `state`.
  init(_ state: LabState, library: Library, options: TerminalOptions, threads: Int = 1) {
    lab = LabInStep(state, library: library.texts, threads: threads)
    capabilities = options.look.capabilities(Environment.capabilities)
  }

  /// Opens a lesson first.
  func open(_ choice: LessonOptions.Choice) {
    lab.open(choice.experiment, page: choice.page, configuration: choice.configuration)
  }

  /// Reads lines until the person leaves, or the input ends; `first` is done before.
  mutating func run(first: ActionCall? = nil) {
    tell(Spoken.position(lab.state))
    if let first { obey(.action(first)) }
    while !lab.state.isOver {
      writeDown()
      if lab.state.overlay == nil { tellMenu() }
      guard let line = readLine() else { break }
      switch LinearLine(line, in: lab.state, menu: menu.rows.map(\.call)) {
      case .nothing: continue
      case .unclear(let words): tell([words + "."])
      case .keys(let keys): obey(keys.map { .key($0) })
      case .call(let call):
        let isAnswer = lab.state.overlay != nil
        obey((isAnswer ? [.key(.escape)] : []) + [.action(call)])
      }
    }
    lab.endTranscript()
    writeDown()
  }

  /// Writes down what was done, for those who read it later or follow the page.
  private mutating func writeDown() {
    log?.add(lab.takeTranscript(), lab.state)
    let page = Moment(lab.state, lab.snapshot).page
    if page != toldPage { OpenPage.tell(lab.state) }
    toldPage = page
  }

  /// Where the run is and what can be done, as far as it is new.
  private mutating func tellMenu() {
    let status = lab.state.open == nil ? "" : Spoken.status(lab.snapshot)
    if status != toldStatus, !status.isEmpty { tell(["", status]) }
    toldStatus = status
    let now = LinearMenu(lab.state)
    if now != menu { tell([""] + now.lines) }
    menu = now
  }

  private mutating func obey(_ input: Input) { obey([input]) }

  /// Does what was typed, and tells what came of it.
  private mutating func obey(_ inputs: [Input]) {
    let before = Moment(lab.state, lab.snapshot)
    let commands = inputs.flatMap { lab.handle($0) }
    if lab.state.overlay == .seeds { while lab.hasWork { lab.advance() } }
    tell(news(since: before))
    carryOut(lab.takeEffects())
    if commands.contains(where: { if case .ask = $0 { true } else { false } }) {
      let complaint = lab.snapshot.complaint.map { [Spoken.sentence($0)] }
      tell(complaint ?? Spoken.panels(lab.state, lab.snapshot))
    }
    if let overlay = lab.state.overlay {
      tell(Spoken.overlay(lab.state, lab.snapshot))
      if Spoken.isTold(overlay) { lab.press(.escape) }
    }
    if lab.state.demo != nil { playDemo() }
    if lab.state.open?.isTraining == true { train() }
  }

  /// What of the lab is told when it changes.
  private struct Moment {
    let page: String
    let exercises: [String]
    let chart: [String]

    init(_ state: LabState, _ snapshot: Snapshot) {
      page = "\(state.open?.experiment.lesson.name ?? "") \(state.open?.page ?? 0)"
      exercises = Spoken.exercises(state)
      let focus = state.open?.focus ?? 0
      chart = focus > 0 ? Spoken.panels(state, snapshot, only: focus - 1) : []
    }
  }

  private func news(since before: Moment, withCharts: Bool = true) -> [String] {
    let now = Moment(lab.state, lab.snapshot)
    let notice = lab.state.open?.notice ?? lab.state.notice
    let words = notice.isEmpty ? [] : [notice + "."]
    if now.page != before.page { return words + Spoken.position(lab.state) }
    let answers = now.exercises.filter { !before.exercises.contains($0) }
    return words + answers + (withCharts && now.chart != before.chart ? now.chart : [])
  }

  private mutating func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .training: break
      case .save:
        let size = Size(width: 120, height: 40)
        tell([SavedScreen(lab.state, lab.snapshot, size: size, capabilities).write() + "."])
      case .keepProgress, .keepSettings, .remember:
        if let reason = KeptState.write(effect, of: lab.state) { tell([reason + "."]) }
      case .copy:
        guard let chart = lab.state.chartInFocus(lab.snapshot) else { continue }
        tell(chart.table.csv.split(separator: "\n").map(String.init))
      case .tell(.page): tell(Spoken.position(lab.state))
      case .tell(.panels(let panel)): tell(Spoken.panels(lab.state, lab.snapshot, only: panel))
      case .tell(.status): tell([Spoken.status(lab.snapshot)])
      case .tell(.element(let name)): tell(Spoken.element(name, lab.state, lab.snapshot))
      }
    }
  }

  /// Trains until the planned updates are done or a line comes in, and tells of it now and then and
  /// whenever another baseline is reached.
  private mutating func train() {
    tell(["training; Enter pauses"])
    let before = Moment(lab.state, lab.snapshot)
    let clock = ContinuousClock()
    var last = (time: clock.now, update: lab.snapshot.update)
    var baseline = ""
    while lab.snapshot.isTraining {
      lab.advance()
      let snapshot = lab.snapshot
      let now = snapshot.baseline
      let isDue = (clock.now - last.time) / .seconds(1) > Self.reportInterval
      // A loss that goes to and fro over a baseline is told of now and then only.
      if isDue || now != baseline && snapshot.update >= max(25, last.update + 25) {
        tell([Spoken.status(snapshot)])
        (last, baseline) = ((clock.now, snapshot.update), now)
      }
      if Self.hasInput {
        _ = readLine()
        if lab.state.open?.isTraining == true { lab.perform(ActionCall("train")) }
      }
    }
    toldStatus = Spoken.status(lab.snapshot)
    tell([toldStatus] + Spoken.panels(lab.state, lab.snapshot))
    let news = news(since: before, withCharts: false)
    if !news.isEmpty { tell([""] + news) }
    carryOut(lab.takeEffects())
  }

  /// Plays a demonstration: what it says, and where it goes. Without a terminal nobody waits for
  /// it.
  private mutating func playDemo() {
    tell(["the demo plays; Enter stops it"])
    let clock = ContinuousClock()
    let start = clock.now
    let isWatched = isatty(STDIN_FILENO) == 1
    var (time, caption, page) = (0.0, "", lab.state.open?.page)
    while let demo = lab.state.demo {
      if demo.caption != caption { tell([demo.caption]) }
      caption = demo.caption
      if lab.state.open?.page != page { tell(Spoken.position(lab.state)) }
      page = lab.state.open?.page
      time = isWatched ? (clock.now - start) / .seconds(1) : time + 1.0 / 60
      lab.playDemo(now: time)
      if lab.hasWork { lab.advance() } else if isWatched { usleep(10_000) }
      if Self.hasInput {
        _ = readLine()
        lab.press(.escape)
      }
    }
    tell([(lab.state.open?.notice ?? "") + "."])
  }

  /// Whether a line waits on a terminal. From a file or a pipe, runs are left to end.
  private static var hasInput: Bool {
    guard isatty(STDIN_FILENO) == 1 else { return false }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  private func tell(_ lines: [String]) {
    for line in lines { print(capabilities.text(Spoken.clean(line))) }
    fflush(nil)
  }
}
