import ArgumentParser
import Foundation

/// How the lab shows itself in a terminal.
struct TerminalOptions: ParsableArguments {
  /// Whether standard input and output are both a terminal.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
