import Foundation
import Screen

/// What can be told of the surroundings before any terminal is opened.
enum Environment {
  /// Braille where the locale is UTF-8, otherwise ASCII; colours unless NO_COLOR is set.
  static var capabilities: Capabilities {
    Capabilities(
      glyphs: isUTF8 || locale.isEmpty ? .braille : .ascii, colors: isPlain ? .none : .colors256)
  }

  /// The locale that decides the characters.
  static var locale: String {
    variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
  }

  /// Whether that locale's characters are UTF-8.
  static var isUTF8: Bool {
    locale.uppercased().replacingOccurrences(of: "-", with: "").contains("UTF8")
  }

  /// Whether the person wants no colours (no-color.org).
  static var isPlain: Bool { variable("NO_COLOR") != nil }

  /// An environment variable that is set and not empty.
  static func variable(_ name: String) -> String? {
    let value = ProcessInfo.processInfo.environment[name] ?? ""
    return value.isEmpty ? nil : value
  }

  /// A folder of the person's, by the XDG base directory specification: `variable`, or `fallback`
  /// in the home folder; nil without a home.
  static func folder(_ variable: String, _ fallback: String) -> String? {
    if let path = self.variable(variable), path.hasPrefix("/") { return path + "/unroll" }
    return self.variable("HOME").map { $0 + "/" + fallback + "/unroll" }
  }
}
