import Foundation
import Screen

/// What can be told of the output before any terminal is opened.
enum Environment {
  /// Braille where the locale is UTF-8, otherwise ASCII; colours unless NO_COLOR is set.
  static var capabilities: Capabilities {
    let variables = ProcessInfo.processInfo.environment
    let locale = variables["LC_ALL"] ?? variables["LC_CTYPE"] ?? variables["LANG"] ?? ""
    let isUTF8 = locale.uppercased().replacingOccurrences(of: "-", with: "").contains("UTF8")
    let isPlain = !(variables["NO_COLOR"] ?? "").isEmpty
    return Capabilities(
      glyphs: isUTF8 || locale.isEmpty ? .braille : .ascii, colors: isPlain ? .none : .colors256)
  }
}
