import Foundation
import Testing

/// The terminal is given back as it was, whatever happens.
@Suite("The terminal is given back", .serialized, .timeLimit(.minutes(10)))
struct RestoreTests {
  private func open(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(arguments)
    try terminal.expect("recurrent networks")
    #expect(terminal.text.contains("\u{1B}[?1049h"), "the alternate screen is taken")
    return terminal
  }

  @Test("after q is pressed")
  func quit() throws {
    let terminal = try open()
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .status(0))
    terminal.expectRestored()
  }

  @Test("after Ctrl-C, with status 130")
  func controlC() throws {
    let terminal = try open()
    terminal.type("\u{03}")
    #expect(try terminal.waitForEnd() == .status(130))
    terminal.expectRestored()
  }

  @Test(
    "after a signal that ends, whose number the status tells",
    arguments: [
      SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE,
    ])
  func signals(number: Int32) throws {
    let terminal = try open()
    kill(terminal.process, number)
    #expect(try terminal.waitForEnd() == .signal(number))
    terminal.expectRestored()
  }

  @Test("while training, after SIGTERM")
  func whileTraining() throws {
    let terminal = try PseudoTerminal(
      ["open", "7", "--no-predictions", "--set", "pace=full"], width: 120, height: 40)
    try terminal.expect("Remember one symbol")
    terminal.type(" ")
    try terminal.expect("training")
    kill(terminal.process, SIGTERM)
    #expect(try terminal.waitForEnd() == .signal(SIGTERM))
    terminal.expectRestored()
  }

  /// The message is printed before the trap, into the alternate screen; it must be seen after it.
  @Test(
    "after a trap on either thread, and its message is shown then",
    arguments: ["trap", "thread-trap"])
  func traps(name: String) throws {
    let terminal = try PseudoTerminal(environment: ["UNROLL_SELF_TEST": name])
    try terminal.expect("self test \(name)")
    terminal.type("x")
    guard case .signal = try terminal.waitForEnd() else {
      Issue.record("the trap did not end the program by a signal")
      return
    }
    terminal.expectRestored()
    let after = terminal.text.components(separatedBy: "\u{1B}[?1049l").last ?? ""
    #expect(after.contains("self test: a trap"))
    #expect(!after.contains("Press space to interact"))
  }

  @Test(
    "after a bad pointer, an abort and a stack overflow",
    arguments: ["segmentation-fault", "abort", "stack-overflow"])
  func crashes(name: String) throws {
    let terminal = try PseudoTerminal(environment: ["UNROLL_SELF_TEST": name])
    try terminal.expect("self test \(name)")
    terminal.type("x")
    guard case .signal = try terminal.waitForEnd() else {
      Issue.record("the crash did not end the program by a signal")
      return
    }
    terminal.expectRestored()
  }

  @Test("and can be taken again")
  func reopen() throws {
    let terminal = try PseudoTerminal(environment: ["UNROLL_SELF_TEST": "reopen"])
    for count in 1...6 {
      try terminal.expect("opened \(count)")
      if count < 6 { terminal.type("x") }
    }
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .status(0))
    terminal.expectRestored()
    #expect(terminal.text.components(separatedBy: "\u{1B}[?1049h").count - 1 == 6)
  }

  @Test("to no one: a closed window ends the program within a second")
  func hangUp() throws {
    let time = try quickest {
      let terminal = try PseudoTerminal(["open", "7"])
      try terminal.expect("Remember one symbol")
      terminal.type(" ")
      let start = ContinuousClock.now
      kill(terminal.process, SIGHUP)
      _ = try terminal.waitForEnd()
      return ContinuousClock.now - start
    }
    #expect(time < .seconds(1))
  }
}
