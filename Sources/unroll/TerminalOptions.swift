import ArgumentParser
import CTerminal
import Foundation
import Lab
import Screen

/// How the lab shows itself in a terminal.
struct TerminalOptions: ParsableArguments {
  @OptionGroup var look: LookOptions

  @Flag(help: "Tell everything line by line, without moving the cursor: for screen readers.")
  var linear = false

  @Option(help: "Record the session to a file that asciinema plays.")
  var record: String?

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Let no run begin before the page's prediction is made.")
  var requirePredictions = false

  @Flag(help: "Let runs begin without asking for predictions.")
  var noPredictions = false

  @Flag(help: "Present: one panel, large digits, high contrast.")
  var present = false

  @Flag(help: "Play the lesson's demo; any key takes over.")
  var demo = false

  /// Whether the lab is told line by line: asked for, or all that the terminal can do.
  var isLinear: Bool {
    guard !linear, Self.isInteractive, let name = Environment.variable("TERM") else {
      return linear
    }
    return terminal_color_count(name) >= 0 && !terminal_places_cursor(name)
  }

  /// Refuses what needs a screen where there is none.
  func checkLinear() throws {
    if record != nil { throw Failure("--record: line by line there is no screen to record") }
    if present { throw Failure("--present: line by line there is no screen to present on") }
  }

  /// Whether standard input and output are both a terminal.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// The lab in `state` as the person wants to see it, here or as they chose before. Who has never
  /// said which glyphs look right is asked.
  func prepared(_ state: LabState) -> LabState {
    var state = state
    state.isPresenting = present
    state.isLinear = isLinear
    state.readingTheme = look.theme.value
    if present, let chosen = look.chosenTheme { state.presentingTheme = chosen.value }
    state.predictions = requirePredictions ? .required : noPredictions ? .off : .asked
    state.progress = ProgressFile.read()
    state.usesMouse = !noMouse
    state.kept = KeptFile.all()
    state.notation = Preferences.read().notation.flatMap(Notation.init(rawValue:)) ?? .unroll
    guard look.glyphs == .auto, !isLinear else { return state }
    if let known = Preferences.read().glyphs.flatMap(GlyphTier.init(rawValue:)) {
      state.glyphs = known
    } else if Environment.isUTF8 {
      state.overlay = .glyphCheck
    }
    return state
  }

  /// What the terminal can show, as far as the person wants it.
  func capabilities(hasBraille: Bool, hasUTF8: Bool, colors: Int) -> Capabilities {
    let depth: ColorDepth =
      Environment.isPlain || colors < 8
      ? .none : colors >= 256 ? .colors256 : colors >= 16 ? .colors16 : .colors8
    return look.capabilities(
      Capabilities(glyphs: hasBraille ? .braille : hasUTF8 ? .block : .ascii, colors: depth))
  }
}
