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
  mutating func updateName(_ text: String, _ key: Key) {
    switch key {
    case .escape: overlay = nil
    case .backspace: overlay = .name(String(text.dropLast()))
    case .character(let character): overlay = .name(text + String(character))
    case .enter:
      overlay = nil
      guard Self.isName(text), let lesson = open else {
        return tell("a name has letters, digits and hyphens: nothing was kept")
      }
      kept[text] = lesson.configuration.settings.map {
        "\($0.name)=\($0.value(in: lesson.configuration))"
      }
      requests.append(.keepSettings(text))
      tell("kept as \(text); Ctrl-P or --with \(text) takes it up again")
    default: break
    }
  }

  /// Starts a run with the settings kept under `name`.
  mutating func useKept(_ name: String) -> [Effect] {
    guard let lesson = open, let settings = kept[name] else { return [] }
    var configuration = lesson.configuration
    do {
      try configuration.takeUp(settings)
    } catch {
      tell("\(name): \(error)")
      return []
    }
    open?.history.append(.settings(lesson.configuration))
    open?.configuration = configuration
    let effect = start()
    tell("settings \(name): started again")
    return [effect]
  }
}
