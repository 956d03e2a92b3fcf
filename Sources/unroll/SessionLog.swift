import Foundation
import Lab
import Runs

/// The transcript of a session, in a file of its own in the person's state folder, written as it
/// grows: a killed lab loses nothing.
final class SessionLog {
  private let file: FileHandle
  private var said: Set<String> = []

  /// The folder of the transcripts; nil without a home.
  static var folder: String? {
    Environment.folder("XDG_STATE_HOME", ".local/state").map { $0 + "/transcripts" }
  }

  /// Begins a transcript; nil where none can be written, for a lab must open all the same.
  init?() {
    guard let folder = Self.folder else { return nil }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    let path = "\(folder)/\(formatter.string(from: Date()))-\(getpid()).txt"
    // Where there is no folder no file can be made in it, which the next lines find.
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { return nil }
    self.file = file
    write(.note("unroll \(Unroll.version)"))
  }

  /// Adds what was done, and what is new about where the student is.
  func add(_ lines: [TranscriptLine], _ state: LabState) {
    for words in state.situation where said.insert(words).inserted { write(.note(words)) }
    for line in lines { write(line) }
  }

  private func write(_ line: TranscriptLine) {
    // A full disk ends the transcript, not the lab.
    try? file.write(contentsOf: Data((line.text + "\n").utf8))
  }
}
