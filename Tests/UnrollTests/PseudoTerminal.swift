import Foundation
import Testing

/// The built program.
enum Program {
  /// Beside the test bundle.
  static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("unroll").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return repository + "/.build/debug/unroll"
  }()

  /// The root of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// What a run without a terminal gave.
  struct Output {
    var status: Int32
    var out: String
    var error: String
  }

  /// Runs the program with its standard streams as pipes, or `input` as its standard input.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], folder: String = repository
  ) throws -> Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (out, error) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    let message = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, out: String(decoding: text, as: UTF8.self),
      error: String(decoding: message, as: UTF8.self))
  }
}

/// The program in a pseudo-terminal, seen as the bytes it writes.
final class PseudoTerminal {
  /// How a program ended.
  enum End: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  let process: pid_t
  private let master: Int32
  private let slave: Int32
  private(set) var output: [UInt8] = []
  private let modesBefore: termios
  private var end: End?

  /// Starts the program in a window of that size, with a simple environment and what is added to it.
  ///
  /// The terminal is of a kind without a sequence that repeats a character, so that what is on the
  /// screen stands in the bytes.
  init(
    _ arguments: [String] = [], width: UInt16 = 80, height: UInt16 = 24,
    environment added: [String: String?] = [:]
  ) throws {
    var environment: [String: String] = [
      "TERM": "screen-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "HOME": "/nonexistent",
      "UNROLL_HOME": Program.repository,
    ]
    for (key, value) in added { environment[key] = value }
    if let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
      environment["LD_LIBRARY_PATH"] = libraries
    }
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    // Everything the child needs is made before the fork: after it, only exec is safe.
    let words = ([Program.path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    var master: Int32 = -1
    let child = forkpty(&master, nil, nil, &size)
    if child == 0 {
      if let program = words[0] { execve(program, words, variables) }
      _exit(127)
    }
    for pointer in words + variables { free(pointer) }
    try #require(child > 0, "a pseudo-terminal is needed")
    process = child
    self.master = master
    var number: UInt32 = 0
    _ = ioctl(master, UInt(0x8004_5430), &number)  // TIOCGPTN: the number of the other end
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    var modes = termios()
    tcgetattr(slave, &modes)
    modesBefore = modes
  }

  deinit {
    kill(process, SIGKILL)
    if end == nil { waitpid(process, nil, 0) }
    close(slave)
    close(master)
  }

  /// Everything written so far.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Sends bytes as if typed.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = write(master, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
        guard count > 0 else { return }
        sent += count
        read(milliseconds: 0)
      }
    }
  }

  /// Changes the window's size.
  func resize(width: UInt16, height: UInt16) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Reads until what was written since `mark` holds `wanted`; fails after ten seconds.
  func expect(
    _ wanted: String, since mark: Int = 0, at location: SourceLocation = #_sourceLocation
  ) throws {
    let needle = Array(wanted.utf8)
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
      if contains(needle, from: mark) { return }
      read(milliseconds: 50)
    }
    Issue.record("no '\(wanted)' in \(text.suffix(600))", sourceLocation: location)
    throw UnexpectedScreen()
  }

  /// Reads whatever comes until nothing has come for so long.
  func settle(milliseconds: Int32 = 100) {
    while read(milliseconds: milliseconds) {}
  }

  /// Reads what is there, or what comes within so long; false if nothing came.
  @discardableResult
  func read(milliseconds: Int32) -> Bool {
    var input = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, milliseconds) > 0, input.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Foundation.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer[..<count]
    return true
  }

  /// Waits for the end; fails after ten seconds.
  func waitForEnd(at location: SourceLocation = #_sourceLocation) throws -> End {
    let deadline = ContinuousClock.now + .seconds(10)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < deadline else {
        Issue.record("the program did not end: \(text.suffix(400))", sourceLocation: location)
        throw UnexpectedScreen()
      }
      read(milliseconds: 10)
    }
    settle(milliseconds: 20)
    let result: End = status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
    end = result
    return result
  }

  /// Whether the modes are what they were, the alternate screen is left, the cursor is shown and
  /// paste mode is off: each of them after it was last set.
  func expectRestored(at location: SourceLocation = #_sourceLocation) {
    var modes = termios()
    tcgetattr(slave, &modes)
    #expect(modes.c_lflag == modesBefore.c_lflag, "local modes", sourceLocation: location)
    #expect(modes.c_iflag == modesBefore.c_iflag, "input modes", sourceLocation: location)
    #expect(modes.c_oflag == modesBefore.c_oflag, "output modes", sourceLocation: location)
    for (on, off) in [
      ("\u{1B}[?1049h", "\u{1B}[?1049l"), ("\u{1B}[?25l", "\u{1B}[?25h"),
      ("\u{1B}[?2004h", "\u{1B}[?2004l"),
    ] {
      let lastOn = text.range(of: on, options: .backwards)?.lowerBound
      let lastOff = text.range(of: off, options: .backwards)?.lowerBound
      guard let lastOn else { continue }
      #expect(
        lastOff.map { $0 > lastOn } ?? false, "no \(off.dropFirst())", sourceLocation: location)
    }
  }

  private func contains(_ needle: [UInt8], from start: Int) -> Bool {
    guard output.count - start >= needle.count else { return false }
    return String(decoding: output[start...], as: UTF8.self)
      .contains(String(decoding: needle, as: UTF8.self))
  }
}

struct UnexpectedScreen: Error {}
