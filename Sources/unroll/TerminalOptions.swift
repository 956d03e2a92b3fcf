import ArgumentParser
import Foundation
import Screen

/// How the lab shows itself in a terminal.
struct TerminalOptions: ParsableArguments {
  enum Glyphs: String, ExpressibleByArgument, CaseIterable {
    case auto, braille, block, ascii
  }

  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case dark, light

    var value: Theme { self == .dark ? .dark : .light }
  }

  @Option(help: "Which glyphs draw charts.")
  var glyphs = Glyphs.auto

  @Option(help: "Which background the colours are for.")
  var theme = ThemeName.dark

  /// Whether standard input and output are both a terminal.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// What the terminal can show, as far as the person wants it.
  func capabilities(hasBraille: Bool, hasUTF8: Bool, colors: Int) -> Capabilities {
    let automatic: GlyphTier = hasBraille ? .braille : hasUTF8 ? .block : .ascii
    let tier: GlyphTier =
      switch glyphs {
      case .auto: automatic
      case .braille: hasUTF8 ? .braille : .ascii
      case .block: hasUTF8 ? .block : .ascii
      case .ascii: .ascii
      }
    let isPlain = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    let depth: ColorDepth =
      isPlain || colors < 8
      ? .none : colors >= 256 ? .colors256 : colors >= 16 ? .colors16 : .colors8
    return Capabilities(glyphs: tier, colors: depth)
  }
}
