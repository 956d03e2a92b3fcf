import ArgumentParser
import Foundation
import Screen

/// How screens look: their glyphs, colours and theme.
struct LookOptions: ParsableArguments {
  enum Glyphs: String, ExpressibleByArgument, CaseIterable {
    case auto, braille, block, ascii
  }

  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case dark, light, contrast, mono

    var value: Theme { Theme.all.first { $0.name == rawValue } ?? .dark }
  }

  enum Colors: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
    case colors256 = "256"
    case colors16 = "16"
    case colors8 = "8"
  }

  @Option(help: "Which glyphs draw charts.")
  var glyphs = Glyphs.auto

  @Option(
    name: .customLong("theme"),
    help: "The colours: for a dark or a light background, for a projector, or none.")
  var chosenTheme: ThemeName?

  @Option(help: "How many colours. NO_COLOR, if set, means never.")
  var color = Colors.auto

  /// The theme that was asked for, here or earlier.
  var theme: ThemeName {
    chosenTheme ?? ThemeName(rawValue: Preferences.read().theme ?? "") ?? .dark
  }

  /// What can be shown, as far as the person wants it, where `detected` is what there is.
  func capabilities(_ detected: Capabilities) -> Capabilities {
    var result = detected
    let isUTF8 = detected.glyphs != .ascii
    switch glyphs {
    case .auto: break
    case .braille: result.glyphs = isUTF8 ? .braille : .ascii
    case .block: result.glyphs = isUTF8 ? .block : .ascii
    case .ascii: result.glyphs = .ascii
    }
    switch color {
    case .auto: break
    case .always, .colors256: result.colors = .colors256
    case .never: result.colors = .none
    case .colors16: result.colors = .colors16
    case .colors8: result.colors = .colors8
    }
    return result
  }
}
