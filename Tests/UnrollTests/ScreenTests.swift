import Foundation
import Testing

/// The real program in a pseudo-terminal, as a person at a keyboard meets it.
@Suite("In a terminal", .serialized, .timeLimit(.minutes(10)))
struct ScreenTests {
  @Test(
    "A terminal that cannot show the lab gets one line and status 2",
    arguments: [(nil, "--linear"), ("no-such-terminal", "--linear")])
  func unfit(term: String?, message: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": term])
    #expect(try terminal.waitForEnd() == .status(2))
    #expect(terminal.text.contains(message))
    #expect(!terminal.text.contains("\u{1B}"), "no escape sequence is written")
    #expect(terminal.text.split(separator: "\r\n").count == 1)
  }

  @Test("A terminal that cannot place its cursor is told everything line by line")
  func dumb() throws {
    let terminal = try PseudoTerminal(environment: ["TERM": "dumb"])
    try terminal.expect("Which lesson?")
    terminal.type("quit\r")
    #expect(try terminal.waitForEnd() == .status(0))
    #expect(!terminal.text.contains("\u{1B}"), "no escape sequence is written")
  }

  @Test(
    "Terminals of every kind open and close",
    arguments: ["vt100", "linux", "xterm", "tmux-256color"])
  func kinds(term: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": term])
    try terminal.expect("recurrent")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .status(0))
  }

  @Test("Without a UTF-8 locale the charts are ASCII and not blank")
  func plainLocale() throws {
    let terminal = try PseudoTerminal(
      ["open", "7", "--page", "3"], width: 120, height: 40, environment: ["LC_ALL": "C"])
    try terminal.expect("####")
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test("An ungenerated locale falls back instead of drawing blanks")
  func ungenerated() throws {
    let terminal = try PseudoTerminal(
      ["open", "7", "--page", "3"], width: 120, height: 40, environment: ["LC_ALL": "xx_YY.UTF-8"])
    try terminal.expect("█████")
  }

  @Test("NO_COLOR sends no colour")
  func noColor() throws {
    let terminal = try PseudoTerminal(environment: ["NO_COLOR": "1"])
    try terminal.expect("Memory")
    terminal.settle()
    #expect(!terminal.text.contains("38;5;"))
  }

  @Test("LINES and COLUMNS in the environment do not freeze the size")
  func frozenSize() throws {
    let terminal = try PseudoTerminal(
      ["open", "7"], environment: ["LINES": "10", "COLUMNS": "10"])
    try terminal.expect("Remember one symbol")
    let mark = terminal.output.count
    terminal.resize(width: 120, height: 40)
    try terminal.expect("gradient ruler", since: mark)
  }

  @Test("A storm of three hundred sizes ends in the last one's layout")
  func resizeStorm() throws {
    let terminal = try PseudoTerminal(["open", "7"])
    try terminal.expect("Remember one symbol")
    for index in 0..<300 {
      terminal.resize(width: UInt16(20 + index % 150), height: UInt16(5 + index % 50))
      terminal.read(milliseconds: 0)
    }
    terminal.resize(width: 50, height: 10)
    try terminal.expect("and has 50x10")
    let mark = terminal.output.count
    terminal.resize(width: 120, height: 40)
    try terminal.expect("gradient ruler", since: mark)
    terminal.settle()
    terminal.type("qq")
    #expect(try terminal.waitForEnd() == .status(0))
  }

  @Test("Windows of no size do no harm", arguments: [(1, 1), (0, 0), (200, 1), (1, 200)])
  func tiny(width: UInt16, height: UInt16) throws {
    let terminal = try PseudoTerminal(["open", "7"], width: width, height: height)
    try terminal.expect("\u{1B}[?1049h")
    terminal.settle()
    terminal.type("qq")
    #expect(try terminal.waitForEnd() == .status(0))
    terminal.expectRestored()
  }

  @Test("Ctrl-L sends the whole screen again")
  func repaint() throws {
    let terminal = try PseudoTerminal()
    try terminal.expect("Memory")
    terminal.settle()
    let mark = terminal.output.count
    terminal.type("\u{0C}")
    try terminal.expect("Memory", since: mark)
  }

  @Test("A pasted text of ten kilobytes fires no key")
  func paste() throws {
    let terminal = try PseudoTerminal()
    try terminal.expect("Memory")
    terminal.type("\u{1B}[200~" + String(repeating: "qxq j\n", count: 1700) + "\u{1B}[201~")
    terminal.settle()
    let mark = terminal.output.count
    terminal.type("\r")
    try terminal.expect("page 1 of", since: mark)
  }

  @Test("Unknown sequences fire no key, and Esc alone is answered at once")
  func escapes() throws {
    let terminal = try PseudoTerminal(["open", "7"])
    try terminal.expect("Remember one symbol")
    terminal.type("\u{1B}[99;5q\u{1B}[1;2q\u{1B}Oq")
    terminal.settle()
    let time = try quickest {
      let mark = terminal.output.count
      let start = ContinuousClock.now
      terminal.type("\u{1B}")
      try terminal.expect("Memory", since: mark)
      let time = ContinuousClock.now - start
      let contents = terminal.output.count
      terminal.type("\r")
      try terminal.expect("page 1 of", since: contents)
      return time
    }
    #expect(time < .milliseconds(700), "not curses' own second")
  }

  @Test("When nothing happens nothing is written, and no time is used")
  func idle() throws {
    let terminal = try PseudoTerminal(["open", "7"])
    try terminal.expect("Remember one symbol")
    terminal.settle(milliseconds: 1000)
    let mark = terminal.output.count
    let before = try cpuTicks(of: terminal.process)
    terminal.read(milliseconds: 2000)
    #expect(terminal.output.count == mark)
    // Under 1 % of two seconds, at a hundred ticks a second.
    #expect(try cpuTicks(of: terminal.process) - before <= 2)
  }

  @Test("A terminal that reads nothing does not keep the program from ending")
  func backPressure() throws {
    let terminal = try PseudoTerminal(
      ["open", "7", "--set", "pace=full", "--set", "updates=100000"], width: 200, height: 60)
    try terminal.expect("Remember one symbol")
    terminal.type(" ")
    // The kernel's buffer fills while nobody reads; then the program is told to end, twice.
    var waiting = pollfd(fd: -1, events: 0, revents: 0)
    poll(&waiting, 1, 1500)
    kill(terminal.process, SIGTERM)
    poll(&waiting, 1, 100)
    kill(terminal.process, SIGTERM)
    #expect(try terminal.waitForEnd() == .signal(SIGTERM))
  }

  private func cpuTicks(of process: pid_t) throws -> Int {
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = stat.components(separatedBy: ") ").last?.split(separator: " ") ?? []
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }
}
