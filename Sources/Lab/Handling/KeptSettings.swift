import Runs
import Screen

/// Settings that a person keeps under a name, to take up again here or with `--with`.
extension LabState {
  /// Whether `name` may be that of a file: letters, digits and hyphens, at most forty.
  public static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-")
      }
  }

  /// A key while a name is typed; Enter keeps the settings under it.
  mutating func handleName(_ text: String, _ key: Key) {
    switch key {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      keep(as: text)
    default: overlay = .name(typed(text, key))
    }
  }

  /// Keeps the settings as they are under `name`.
  mutating func keep(as name: String) {
    guard Self.isName(name), let lesson = open else {
      return tell("a name has letters, digits and hyphens: nothing was kept")
    }
    kept[name] = lesson.configuration.settings.map {
      "\($0.name)=\($0.record(in: lesson.configuration))"
    }
    emit(.keepSettings(name))
    let again = isLinear ? "use \(name)" : way(to: "menu")
    tell("kept as \(name); \(again) or --with \(name) takes it up again")
  }

  /// Why the settings kept under `name` cannot be taken up; nil where they can.
  func keptRefusal(_ name: String) -> String? {
    let names = kept.keys.sorted().joined(separator: ", ")
    if kept.isEmpty { return "no settings have been kept yet" }
    guard !name.isEmpty, kept[name] == nil else { return nil }
    return "no settings are kept as '\(name)'; allowed: \(names)"
  }

  /// Starts a run with the settings kept under `name`.
  mutating func useKept(_ name: String) {
    guard let lesson = open, let settings = kept[name] else {
      return tell("which? kept are: \(kept.keys.sorted().joined(separator: ", "))")
    }
    var configuration = lesson.configuration
    do {
      try configuration.takeUp(settings)
    } catch {
      return tell("\(name): \(error)")
    }
    open?.history.append(.settings(lesson.configuration))
    open?.configuration = configuration
    restart("settings \(name): started again")
  }
}
