import Foundation

/// A program in a pseudo-terminal of its own, seen as the bytes it writes.
class ProgramInTerminal {
  /// The program.
  let process: pid_t
  /// Everything that it wrote so far.
  private(set) var output: [UInt8] = []
  private let master: Int32

  /// Starts the program at `path` in a window of that size; nil where the system gives no terminal.
  init?(
    path: String, _ arguments: [String], width: UInt16, height: UInt16,
    environment: [String: String], folder: String? = nil
  ) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    // Everything the child needs is made before the fork: after it, only exec is safe.
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    let directory = folder.map { strdup($0) } ?? nil
    var master: Int32 = -1
    let child = forkpty(&master, nil, nil, &size)
    if child == 0 {
      if let directory { chdir(directory) }
      if let program = words[0] { execve(program, words, variables) }
      _exit(127)
    }
    for pointer in words + variables + [directory] { free(pointer) }
    guard child > 0 else { return nil }
    process = child
    self.master = master
  }

  deinit { close(master) }

  /// The other end's number among the system's pseudo-terminals.
  var number: UInt32 {
    var number: UInt32 = 0
    _ = ioctl(master, UInt(0x8004_5430), &number)  // TIOCGPTN
    return number
  }

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

  /// Ends the program at once.
  func end() {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }
}
