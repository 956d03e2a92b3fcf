import Foundation
import Runs

/// The file of `--load`: read whole, if it is one that ends.
enum SavedRunFile {
  /// The most bytes that are read: every model that the settings allow takes less.
  private static let mostBytes = 4 << 30

  /// The run in `file`; throws in one line.
  static func read(_ file: String) throws -> SavedRun {
    var status = stat()
    guard stat(file, &status) == 0, let handle = FileHandle(forReadingAtPath: file) else {
      throw Failure("--load \(file): cannot be read")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: break
    case S_IFDIR: throw Failure("--load \(file): is a folder")
    default: throw Failure("--load \(file): is no regular file")
    }
    guard status.st_size <= mostBytes else {
      throw Failure("--load \(file): has \(status.st_size) bytes; at most \(mostBytes) are read")
    }
    let bytes: Data
    do {
      bytes = try handle.readToEnd() ?? Data()
    } catch {
      throw Failure("--load \(file): cannot be read")
    }
    do {
      return try SavedRun(bytes: [UInt8](bytes))
    } catch {
      throw Failure("--load \(file): \(error)")
    }
  }
}
