import Foundation
import Lab
import Screen

/// The lab as lines that are only ever added: no cursor movement, no colours, numbered menus. The same
/// state and the same runs as on the screen.
struct LinearProgram {
  private let lab: LabInStep
  private let capabilities: Capabilities
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

  /// Reads choices until the person leaves, or the input ends.
  func run() {
    tell(Spoken.place(lab.state))
    while !lab.state.isOver {
      if lab.state.open != nil { tell(["", Spoken.status(lab.snapshot)]) }
      let choices = Spoken.choices(lab.state)
      tell(
        ["", "What next? A number or its words; or help, panels, page."]
          + choices.enumerated().map { "\($0.offset + 1). \($0.element.text)" })
      guard let line = readLine() else { return }
      obey(line.trimmingCharacters(in: .whitespaces), choices)
    }
  }

  private func obey(_ word: String, _ choices: [Spoken.Choice]) {
    switch word {
    case "": return
    case "q", "quit", "leave": lab.perform(lab.state.open == nil ? .quit : .back)
    case "page": tell(Spoken.place(lab.state))
    case "panels": tell(Spoken.panels(lab.state, lab.snapshot))
    case "help":
      tell([
        "Type the number of a choice, or the first of its words, and press Enter.",
        "panels tells what the charts show, page reads the page again, q goes back.",
        "While a run trains, Enter pauses it. Where a model answers, 'ask WORDS' asks it.",
      ])
    case _ where word.hasPrefix("ask ") && lab.state.open != nil: ask(String(word.dropFirst(4)))
    default:
      let named = choices.first { $0.text.lowercased().hasPrefix(word.lowercased()) }
      let numbered = Int(word).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1] : nil }
      guard let choice = Int(word) == nil ? named : numbered else {
        tell(["'\(Spoken.clean(word))' is no choice; there are 1 to \(choices.count)."])
        return
      }
      choose(choice.action)
    }
  }

  /// Lets the model answer, and tells the panels that show it.
  private func ask(_ text: String) {
    lab.perform(.ask)
    guard case .question = lab.state.overlay else { return tell([lab.state.open?.notice ?? ""]) }
    lab.press(.paste(text))
    lab.press(.enter)
    if let complaint = lab.snapshot.complaint { return tell([complaint + "."]) }
    tell(Spoken.panels(lab.state, lab.snapshot))
  }

  private func choose(_ action: Action) {
    let before = (lesson: lab.state.open?.experiment.lesson.name, page: lab.state.open?.page)
    lab.perform(action)
    carryOut(lab.takeRequests())
    let notice = lab.state.open?.notice ?? lab.state.notice
    if !notice.isEmpty { tell([notice + "."]) }
    if before != (lab.state.open?.experiment.lesson.name, lab.state.open?.page) {
      tell(Spoken.place(lab.state))
    }
    if lab.state.open?.isTraining == true { train() }
  }

  private func carryOut(_ requests: [Request]) {
    for request in requests {
      switch request {
      case .save:
        let size = Size(width: 120, height: 40)
        tell([SavedScreen(lab.state, lab.snapshot, size: size, capabilities).write()])
      case .keepProgress:
        if let reason = ProgressFile.keep(lab.state.progress) { tell(["not kept: \(reason)."]) }
      case .keepSettings(let name):
        if let reason = KeptFile.write(lab.state.kept[name] ?? [], name: name) {
          tell(["not kept: \(reason)."])
        }
      case .copy, .remember: break
      }
    }
  }

  /// Trains until the planned updates are done or a line comes in, and tells of it now and then and
  /// whenever another level is reached.
  private func train() {
    tell(["training; Enter pauses"])
    let clock = ContinuousClock()
    var last = clock.now
    var level = ""
    while lab.snapshot.isTraining {
      lab.advance()
      let snapshot = lab.snapshot
      let now = Spoken.level(snapshot)
      let isDue = (clock.now - last) / .seconds(1) > Self.reportInterval
      if isDue || now != level && snapshot.update >= 25 {
        tell([Spoken.status(snapshot)])
        (last, level) = (clock.now, now)
      }
      if Self.hasInput {
        _ = readLine()
        if lab.state.open?.isTraining == true { lab.perform(.trainOrPause) }
      }
    }
    tell([Spoken.status(lab.snapshot)] + Spoken.panels(lab.state, lab.snapshot))
    let notice = lab.state.open?.notice ?? ""
    if !notice.isEmpty { tell(["", notice + "."]) }
    carryOut(lab.takeRequests())
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
