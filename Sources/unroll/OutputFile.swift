import Foundation

/// A file that a person named for output: it is written under another name and renamed over it when
/// it is whole, so that a write that fails leaves what was there.
///
/// A link is followed, and the file that it leads to is written; the mode of a file stays.
struct OutputFile {
  /// `--save run.st`, for messages.
  private let title: String
  private let path: String
  private let mode: mode_t

  /// The file at `given`; throws in one line why it cannot be written.
  ///
  /// - Parameters:
  ///   - given: the path that the person gave
  ///   - option: the flag that it was given with
  ///   - input: a file that must not be written over
  init(_ given: String, option: String, sparing input: String? = nil) throws {
    title = "\(option) \(given)"
    let path = try Self.followed(given, title)
    self.path = path
    let folder = Self.folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0, access(folder, W_OK | X_OK) == 0 else {
      throw Failure("\(title): cannot be written (its folder: \(Self.reason))")
    }
    guard stat(path, &status) == 0 else {
      let mask = umask(0)
      umask(mask)
      mode = 0o666 & ~mask
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure("\(title): is a folder")
    default: throw Failure("\(title): is no regular file")
    }
    guard access(path, W_OK) == 0 else {
      throw Failure("\(title): cannot be written (\(Self.reason))")
    }
    var other = stat()
    if let input, stat(input, &other) == 0, other.st_dev == status.st_dev,
      other.st_ino == status.st_ino
    {
      throw Failure("\(title): is the file that is learned from")
    }
    mode = status.st_mode & 0o7777
  }

  /// Writes the whole file; throws in one line, and leaves what was there, where that fails.
  func write(_ bytes: [UInt8]) throws {
    let writer = try begin()
    try writer.add(bytes)
    try writer.finish()
  }

  /// Begins the file under another name.
  func begin() throws -> Writer { try Writer(path, mode: mode, title: title) }

  /// `path` with every link followed, whether or not there is a file at its end.
  private static func followed(_ path: String, _ title: String) throws -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
      }
      guard count > 0 else {
        guard !path.isEmpty, !path.hasSuffix("/") else { throw Failure("\(title): names no file") }
        return path
      }
      let target = String(decoding: buffer[..<count], as: UTF8.self)
      path = target.hasPrefix("/") ? target : folder(of: path) + target
    }
    throw Failure("\(title): is a link to itself")
  }

  /// The folder that `path` is in, with the slash behind it: Foundation's own way to it ends the
  /// program at a name of one letter.
  private static func folder(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return name.count == path.count ? "./" : String(path.dropLast(name.count))
  }

  private static var reason: String { String(cString: strerror(errno)) }

  /// A file that is being written under another name.
  final class Writer {
    private let title: String
    private let path: String
    private let temporary: String
    private let mode: mode_t
    private var descriptor: Int32

    fileprivate init(_ path: String, mode: mode_t, title: String) throws {
      (self.path, self.mode, self.title) = (path, mode, title)
      temporary = OutputFile.folder(of: path) + ".unroll-\(UUID().uuidString)"
      // Past a limit on the size of files a write should fail, and not end the program.
      signal(SIGXFSZ, SIG_IGN)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw Failure("\(title): cannot be written (\(OutputFile.reason))")
      }
    }

    deinit { discard() }

    /// Adds bytes; after a failure nothing more can be added.
    func add(_ bytes: [UInt8]) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          throw failure()
        }
      }
    }

    /// Gives the file its name.
    func finish() throws {
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw failure() }
      let closed = close(descriptor)
      descriptor = -1
      guard closed == 0, rename(temporary, path) == 0 else { throw failure() }
    }

    private func failure() -> Failure {
      let failure = Failure("\(title): cannot be written (\(OutputFile.reason))")
      discard()
      unlink(temporary)
      return failure
    }

    /// Removes what was not finished.
    private func discard() {
      guard descriptor >= 0 else { return }
      close(descriptor)
      descriptor = -1
      unlink(temporary)
    }
  }
}
