import Foundation
import Lab

/// Settings kept under a name: a file each in the state folder, one `name=value` in every line.
enum KeptFile {
  private static var folder: String? {
    Environment.folder("XDG_STATE_HOME", ".local/state").map { $0 + "/kept" }
  }

  /// All that are kept; nothing where there are none.
  static func all() -> [String: [String]] {
    // The folder is made with the first that is kept.
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [:] }
    var kept: [String: [String]] = [:]
    for name in names.sorted().prefix(1000) where LabState.isName(name) {
      // Another program's file that lies here is passed over.
      guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
        continue
      }
      kept[name] = text.split(separator: "\n").prefix(200).map(String.init)
    }
    return kept
  }

  /// Writes settings under a name, whole or not at all; the reason, in words, where that fails.
  static func write(_ settings: [String], name: String) -> String? {
    guard let folder else { return "there is no home folder" }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data((settings.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
      return nil
    } catch {
      return "\(folder)/\(name) cannot be written"
    }
  }
}
