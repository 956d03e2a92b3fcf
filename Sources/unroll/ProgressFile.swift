import Foundation
import Lab

/// What the student has done, in `progress` of their state folder. The file may be carried to
/// another machine: what both know is kept.
enum ProgressFile {
  /// The file; nil without a home.
  static var path: String? {
    Environment.folder("XDG_STATE_HOME", ".local/state").map { $0 + "/progress" }
  }

  /// What the file says; nothing where there is none.
  static func read() -> StudentProgress {
    // Whoever has done no exercise has no file.
    guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return StudentProgress()
    }
    return StudentProgress(text)
  }

  /// Writes the file, whole or not at all, without losing what another lab wrote since; the reason,
  /// in words, where that fails.
  static func keep(_ progress: StudentProgress) -> String? {
    guard let path else { return "there is no home folder" }
    do {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      let lock = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
      defer { if lock >= 0 { close(lock) } }
      if lock >= 0 { flock(lock, LOCK_EX) }
      var all = read()
      all.merge(progress)
      try Data(all.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      return nil
    } catch {
      return "\(path) cannot be written"
    }
  }
}
