import Foundation
import Testing

@testable import unroll

/// The built program.
enum Program {
  /// A configuration folder of somebody who has said that braille looks right, so that nobody is
  /// asked.
  static let configuration: String = {
    let folder = NSTemporaryDirectory() + "unroll-tests-\(getpid())"
    try? FileManager.default.createDirectory(
      atPath: folder + "/unroll", withIntermediateDirectories: true)
    try? "glyphs braille\n".write(
      toFile: folder + "/unroll/settings", atomically: true, encoding: .utf8)
    atexit { try? FileManager.default.removeItem(atPath: Program.configuration) }
    return folder
  }()

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
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    folder: String = repository, program: String = path
  ) throws -> Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let state = NSTemporaryDirectory() + "unroll-state-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: state) }
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_STATE_HOME": state, "XDG_CONFIG_HOME": state]) { $1 }
      .merging(environment) { $1 }
    let (out, error) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = error
    let typed = Pipe()
    process.standardInput = input.isEmpty ? FileHandle.nullDevice : typed
    try process.run()
    if !input.isEmpty {
      try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try typed.fileHandleForWriting.close()
    }
    let text = out.fileHandleForReading.readDataToEndOfFile()
    let message = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, out: String(decoding: text, as: UTF8.self),
      error: String(decoding: message, as: UTF8.self))
  }
}

/// The built program in a pseudo-terminal, with what tests expect of it.
final class PseudoTerminal {
  /// How a program ended.
  enum End: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  private let program: ProgramInTerminal
  private let slave: Int32
  private let modesBefore: termios
  private var end: End?

  /// Starts the program in a window of that size, with a simple environment and what is added to
  /// it.
  ///
  /// The terminal is of a kind without a sequence that repeats a character, so that what is on the
  /// screen is in the bytes.
  init(
    _ arguments: [String] = [], width: UInt16 = 80, height: UInt16 = 24,
    environment added: [String: String?] = [:], folder: String? = nil
  ) throws {
    var environment: [String: String] = [
      "TERM": "screen-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "HOME": "/nonexistent",
      "XDG_CONFIG_HOME": Program.configuration,
      "XDG_STATE_HOME": Program.configuration + "/state-\(UUID())",
      "UNROLL_HOME": Program.repository,
    ]
    for (key, value) in added { environment[key] = value }
    if let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
      environment["LD_LIBRARY_PATH"] = libraries
    }
    program = try #require(
      ProgramInTerminal(
        path: Program.path, arguments, width: width, height: height, environment: environment,
        folder: folder),
      "a pseudo-terminal is needed")
    slave = open("/dev/pts/\(program.number)", O_RDWR | O_NOCTTY)
    var modes = termios()
    tcgetattr(slave, &modes)
    modesBefore = modes
  }

  deinit {
    kill(program.process, SIGKILL)
    if end == nil { waitpid(program.process, nil, 0) }
    close(slave)
  }

  /// The program's process.
  var process: pid_t { program.process }

  /// Every byte written so far.
  var output: [UInt8] { program.output }

  /// Everything written so far.
  var text: String { String(decoding: program.output, as: UTF8.self) }

  /// Sends bytes as if typed.
  func type(_ text: String) { program.type(text) }

  /// Changes the window's size.
  func resize(width: UInt16, height: UInt16) { program.resize(width: width, height: height) }

  /// Reads whatever comes until nothing has come for so long.
  func settle(milliseconds: Int32 = 100) { program.settle(milliseconds: milliseconds) }

  /// Reads what is there, or what comes within so long; false if nothing came.
  @discardableResult
  func read(milliseconds: Int32) -> Bool { program.read(milliseconds: milliseconds) }

  /// Reads until what was written since `mark` holds `wanted`; fails after a minute.
  func expect(
    _ wanted: String, since mark: Int = 0, at location: SourceLocation = #_sourceLocation
  ) throws {
    let needle = Array(wanted.utf8)
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if contains(needle, from: mark) { return }
      read(milliseconds: 50)
    }
    Issue.record("no '\(wanted)' in \(text.suffix(600))", sourceLocation: location)
    throw UnexpectedScreen()
  }

  /// Waits for the end; fails after a minute.
  func waitForEnd(at location: SourceLocation = #_sourceLocation) throws -> End {
    let deadline = ContinuousClock.now + .seconds(60)
    var status: Int32 = 0
    while waitpid(program.process, &status, WNOHANG) == 0 {
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
      ("\u{1B}[?2004h", "\u{1B}[?2004l"), ("\u{1B}[?1000h", "\u{1B}[?1000l"),
    ] {
      let lastOn = text.range(of: on, options: .backwards)?.lowerBound
      let lastOff = text.range(of: off, options: .backwards)?.lowerBound
      guard let lastOn else { continue }
      #expect(
        lastOff.map { $0 > lastOn } ?? false, "no \(off.dropFirst())", sourceLocation: location)
    }
  }

  private func contains(_ needle: [UInt8], from start: Int) -> Bool {
    guard program.output.count - start >= needle.count else { return false }
    return String(decoding: program.output[start...], as: UTF8.self)
      .contains(String(decoding: needle, as: UTF8.self))
  }
}

/// The quickest of three attempts, each of which tells its time: any one may meet a busy machine.
func quickest(_ attempt: () throws -> Duration) rethrows -> Duration {
  try min(attempt(), attempt(), attempt())
}

struct UnexpectedScreen: Error {}
