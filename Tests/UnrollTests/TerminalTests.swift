import Foundation
import Testing

/// The real program in a real terminal emulator.
@Suite("In tmux", .serialized, .timeLimit(.minutes(10)))
struct TerminalTests {
  @Test("A lesson is opened, trained, changed and left by keys")
  func session() throws {
    let tmux = try Tmux()
    try tmux.run("\(Program.path) --no-predictions")
    try tmux.expect("a lab for recurrent networks")
    tmux.keys("Down", "Down", "Enter")
    try tmux.expect("Remember one symbol")
    tmux.keys("PageDown", "PageDown")
    try tmux.expect("linear, 1.10^k")
    tmux.keys("]")
    try tmux.expect("gain 1.2: started again")
    tmux.keys("PageDown", "Space")
    try tmux.expect("● training")
    tmux.keys("Space")
    try tmux.expect("○ paused")
    tmux.keys("Escape")
    try tmux.expect("a lab for recurrent networks")
    tmux.keys("q")
    try tmux.expect("left with 0")
    #expect(!tmux.screen.contains("a lab for recurrent"), "the screen is as it was")
  }

  @Test("Ctrl-Z gives the shell its terminal; fg comes back, in the window's new size")
  func suspend() throws {
    let tmux = try Tmux()
    tmux.keys("\(Program.path) open 7", "Enter")
    try tmux.expect("Remember one symbol")
    tmux.keys("C-z")
    try tmux.expect("Stopped")
    tmux.keys("echo here", "Enter")
    try tmux.expect("\nhere")
    tmux.command("resize-window", "-t", "s", "-x", "130", "-y", "45")
    tmux.keys("fg", "Enter")
    try tmux.expect("gradient ruler")
    tmux.keys("q", "q")
    // Only at its prompt does the shell read what is typed; until then the program may.
    try tmux.expect("open 7\nready>")
    #expect(!tmux.screen.contains("gradient ruler") && !tmux.screen.contains("lessons done"))
    tmux.keys("stty -a | grep -o ' icanon'", "Enter")
    try tmux.expect("\n icanon")
  }

  @Test("A process that was stopped and continued paints again")
  func stopContinue() throws {
    let tmux = try Tmux()
    let file = NSTemporaryDirectory() + "unroll-\(UUID()).pid"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try tmux.run("sh -c 'echo $$ > \(file); exec \(Program.path) open 7'")
    try tmux.expect("Remember one symbol")
    tmux.shell("kill -STOP $(cat \(file))")
    try tmux.expect("Stopped")
    tmux.keys("clear; fg", "Enter")
    try tmux.expect("Remember one symbol")
    tmux.keys("PageDown")
    try tmux.expect("Where the gradient died")
  }

  @Test("Ctrl-Z then bg: it stops again and does not scribble; fg brings it back")
  func background() throws {
    let tmux = try Tmux()
    tmux.keys("\(Program.path) open 7", "Enter")
    try tmux.expect("Remember one symbol")
    tmux.keys("C-z")
    try tmux.expect("Stopped")
    tmux.keys("clear; bg", "Enter")
    try tmux.expect("open 7 &")
    // The shell tells of the second stop at the prompt after it.
    let deadline = ContinuousClock.now + .seconds(15)
    while !tmux.screen.contains("Stopped"), ContinuousClock.now < deadline { tmux.keys("Enter") }
    try tmux.expect("Stopped")
    #expect(!tmux.screen.contains("Remember one symbol"))
    tmux.keys("fg", "Enter")
    try tmux.expect("Remember one symbol")
    tmux.keys("q", "q")
    try tmux.expectGone("Remember one symbol")
  }

  @Test("A demo at the very first start leaves the question about glyphs to the person, then plays")
  func demo() throws {
    let tmux = try Tmux()
    let home = NSTemporaryDirectory() + "unroll-first-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: home) }
    try tmux.run("env XDG_CONFIG_HOME=\(home) \(Program.path) open 4 --demo")
    try tmux.expect("Which of these rows")
    tmux.keys("2")
    try tmux.expectGone("Which of these rows")
    // Its first page says this before its keys move on.
    try tmux.expect("page 2 of 8")
    let settings = try String(contentsOfFile: "\(home)/unroll/settings", encoding: .utf8)
    #expect(settings.contains("glyphs block"))
    tmux.keys("Escape")
    try tmux.expect("yours: the demo stopped here")
    tmux.keys("T", "P")
    try tmux.expect("presenting; P goes back")
    tmux.keys("P", "q", "q")
    try tmux.expect("left with 0")
    let later = try String(contentsOfFile: "\(home)/unroll/settings", encoding: .utf8)
    #expect(later.contains("theme light"), "\(later)")
  }

  @Test("Closing the window ends the program")
  func closed() throws {
    let tmux = try Tmux()
    let mark = "UNROLL_MARK=\(UUID())"
    try tmux.run("env \(mark) \(Program.path) open 15")
    try tmux.expect("One character after another")
    tmux.command("kill-session", "-t", "s")
    let deadline = ContinuousClock.now + .seconds(60)
    var isRunning = true
    while isRunning, ContinuousClock.now < deadline { isRunning = tmux.isRunning(with: mark) }
    #expect(!isRunning)
  }
}

/// A tmux server of its own with one window of 100 by 30.
private final class Tmux {
  let name = "unroll-\(UUID().uuidString)"

  init() throws {
    let shell =
      "env PS1='ready> ' UNROLL_HOME=\(Program.repository) LC_ALL=C.UTF-8 "
      + "XDG_CONFIG_HOME=\(Program.configuration) "
      + "XDG_STATE_HOME=\(Program.configuration)/\(name) bash --norc --noprofile"
    #expect(
      command("-f", "/dev/null", "new-session", "-d", "-s", "s", "-x", "100", "-y", "30", shell)
        .status == 0, "tmux is needed")
    try expect("ready>")
  }

  /// A server that the tests start inherits their blocked signals, and cannot be asked to end.
  deinit {
    let server = command("display-message", "-p", "#{pid}").out
    command("kill-session", "-t", "s")
    if let number = Int(server.trimmingCharacters(in: .whitespacesAndNewlines)) {
      shell("kill -9 \(number)")
    }
  }

  /// Runs `line` in the window's shell, which then says how it left.
  func run(_ line: String) throws {
    keys("clear; \(line); echo left with $?", "Enter")
  }

  func keys(_ keys: String...) {
    for key in keys { command("send-keys", "-t", "s", key) }
  }

  var screen: String { command("capture-pane", "-p", "-t", "s").out }

  /// Waits until the screen shows `text`; fails after a minute.
  func expect(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
    try wait(for: { $0.contains(text) }, "no '\(text)'", location)
  }

  /// Waits until the screen no longer shows `text`.
  func expectGone(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
    try wait(for: { !$0.contains(text) }, "still '\(text)'", location)
  }

  private func wait(
    for isReady: (String) -> Bool, _ complaint: String, _ location: SourceLocation
  ) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline { if isReady("\n" + screen) { return } }
    Issue.record("\(complaint) on:\n\(screen)", sourceLocation: location)
    throw UnexpectedScreen()
  }

  /// Whether a process has `variable` in its environment.
  func isRunning(with variable: String) -> Bool {
    shell("grep -lz '\(variable)' /proc/[0-9]*/environ 2>/dev/null").out.isEmpty == false
  }

  @discardableResult
  func shell(_ line: String) -> Program.Output { Self.execute(line, []) }

  @discardableResult
  func command(_ arguments: String...) -> Program.Output {
    Self.execute(#"exec tmux "$@""#, ["-L", name] + arguments)
  }

  /// Runs a line of shell. The server that the first command starts must inherit no descriptor, or
  /// waiting for the command would be waiting for the server: hence a file and not a pipe, and
  /// everything else closed.
  private static func execute(_ line: String, _ arguments: [String]) -> Program.Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let closing = #"for f in /proc/$$/fd/*; do n=${f##*/}; ((n > 2)) && eval "exec $n>&-"; done; "#
    process.arguments = ["-c", closing + line, "bash"] + arguments
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).out")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardOutput = try? FileHandle(forWritingTo: file)
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      return Program.Output(status: 127, out: "", error: "")
    }
    process.waitUntilExit()
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return Program.Output(status: process.terminationStatus, out: text, error: "")
  }
}
