import CTerminal
import Foundation

/// Standard output, every write of which is checked: a full disk or a closed file is told, and a
/// pipe that nobody reads any more ends the program quietly by its signal.
enum StandardOutput {
  /// Writes a line now.
  static func putLine(_ text: String) throws {
    print(text)
    try flush()
  }

  /// Writes out what is still buffered; throws in one line if anything could not be written.
  static func flush() throws {
    let error = output_flush()
    guard error == 0 else {
      throw Failure("standard output cannot be written (\(String(cString: strerror(error))))")
    }
  }
}
