import Foundation

/// What the person chose once and for all: `settings` in their configuration folder, a word and its
/// value in every line.
struct Preferences: Equatable {
  /// The glyphs that they said look right.
  var glyphs: String?
  /// The theme's name; nil for the lab's own.
  var theme: String?
  /// What symbols are called.
  var notation: String?

  /// The file; nil without a home.
  static var path: String? {
    Environment.folder("XDG_CONFIG_HOME", ".config").map { $0 + "/settings" }
  }

  /// What the file says; nothing where there is none. Words that nothing knows are passed over.
  static func read() -> Preferences {
    var result = Preferences()
    // Whoever has chosen nothing has no file.
    guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return result
    }
    for line in text.split(separator: "\n").prefix(100) {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "glyphs": result.glyphs = parts[1]
      case "theme": result.theme = parts[1]
      case "notation": result.notation = parts[1]
      default: break
      }
    }
    return result
  }

  /// Writes the file, whole or not at all; the reason, in words, where that fails.
  func write() -> String? {
    guard let path = Self.path else { return "there is no home folder" }
    let lines = [("glyphs", glyphs), ("theme", theme), ("notation", notation)].compactMap {
      name, value in value.map { "\(name) \($0)" }
    }
    do {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data((lines.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(fileURLWithPath: path), options: .atomic)
      return nil
    } catch {
      return "\(path) cannot be written"
    }
  }
}
