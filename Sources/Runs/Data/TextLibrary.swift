import Problems
import Synchronization

/// Where data comes from: a file the person names, or what is shipped or made up.
public struct TextLibrary: Sendable {
  private let assets: String
  private let streams = Streams()

  /// The library over the folder of shipped texts.
  public init(assets: String) {
    self.assets = assets
  }

  /// The file of the shipped text.
  public var shipped: String { assets + "/lighthouse.txt" }

  /// What the problem of `configuration` learns from, in `file` or of its own; nil where it reads
  /// nothing. A text must be long enough for the training windows. Throws in one line.
  public func data(
    file: String?, for configuration: Configuration
  ) throws(CorpusError) -> ProblemData? {
    guard let form = configuration.reads else {
      return configuration.problemKind.ownText.map { .text($0()) }
    }
    return try ProblemData(
      try file.map(read), as: form, shipped: shipped,
      least: ProblemKind.leastTextLength(
        steps: configuration.steps, batch: configuration.batch))
  }

  /// What the data of `configuration` is called: the file's last name.
  func name(of file: String?, for configuration: Configuration) -> String {
    let path = file ?? (configuration.reads == .text ? shipped : "the lab's own data")
    return path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The same as a file that gives the same digits, before any shuffling: a text, or lines of two
  /// columns with a tab between. Throws in one line, also where nothing is read.
  public func file(
    _ file: String?, for configuration: Configuration
  ) throws -> String {
    guard let form = configuration.reads else {
      throw SettingError(
        problem: "the problem \(configuration.problem) reads no file",
        allowed: ProblemKind.all.filter { $0.reads != nil }.map(\.name))
    }
    return try ProblemData.text(file: file.map(read), as: form, shipped: shipped)
  }

  private func read(_ file: String) throws(CorpusError) -> DataFile {
    DataFile.isStream(file) ? try streams.read(file) : try DataFile(file)
  }
}

/// What came through pipes and standard input: it can be read only once, and runs begin again.
private final class Streams: Sendable {
  private let files = Mutex<[String: DataFile]>([:])

  func read(_ file: String) throws(CorpusError) -> DataFile {
    let result = files.withLock { files -> Result<DataFile, CorpusError> in
      if let kept = files[file] { return .success(kept) }
      do throws(CorpusError) {
        let read = try DataFile(file)
        files[file] = read
        return .success(read)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
