import Screen

/// What a key asks for.
public enum Action: Sendable, Equatable {
  case trainOrPause, stepOnce, restart
  /// Moves a knob to its next value, in direction +1 or -1.
  case turn(String, Int)
  case pageForward, pageBack, lineDown, lineUp, nextPanel
  case open, back, quit, help
}

/// One row of the keymap: dispatch, the help, the footer and the README's table come from it.
public struct KeyBinding: Sendable {
  /// Where the row holds.
  public enum Scope: Sendable, CaseIterable {
    case contents, lesson
  }

  /// The keys that trigger it.
  public let keys: [Key]
  /// The keys as a person reads them.
  public let text: String
  /// What it does.
  public let action: Action
  /// One or two words for the footer; empty where the footer does not show it.
  public let label: String
  /// A sentence for the help.
  public let help: String
  /// Where it holds.
  public let scopes: [Scope]
  /// Its place in the footer's order of importance; the largest goes first where room is short.
  public let rank: Int
}

/// The keys of the lab.
public enum Keymap {
  /// Every row, in the order of the help.
  public static let all: [KeyBinding] = training + knobs + moving

  /// The action of `key` in `scope`, if it has one.
  public static func action(for key: Key, in scope: KeyBinding.Scope) -> Action? {
    all.first { $0.scopes.contains(scope) && $0.keys.contains(key) }?.action
  }

  /// The keys, as text, that turn the knob of `setting`: `x`, or `[]`.
  public static func keys(turning setting: String) -> String {
    all.filter { if case .turn(setting, _) = $0.action { true } else { false } }
      .map(\.text).joined()
  }

  private static let training = [
    row("space", [.character(" ")], .trainOrPause, "train", "Train, or pause."),
    row("s", .stepOnce, "step", "Do one update."),
    row("r", .restart, "restart", "Start again from the seed."),
  ]

  private static let knobs = [
    row("x", .turn("cell", 1), "", "Next cell. Restarts the run."),
    row("i", .turn("initialization", 1), "", "Next initialisation. Restarts the run."),
    row("[", .turn("gain", -1), "", "Less recurrent gain. Restarts the run."),
    row("]", .turn("gain", 1), "", "More recurrent gain. Restarts the run."),
    row("-", .turn("steps", -1), "", "A shorter sequence. Restarts the run."),
    row(
      "+", [.character("+"), .character("=")], .turn("steps", 1), "",
      "A longer sequence. Restarts the run."),
    row("c", .turn("clip", 1), "", "Clip gradients, or not; the run goes on."),
    row("f", .turn("forget-bias", 1), "", "Next bias of the forget gate. Restarts the run."),
    row("<", .turn("pace", -1), "", "Slower; the run goes on."),
    row(">", .turn("pace", 1), "", "Faster; the run goes on."),
    row("t", .turn("temperature", 1), "", "Next temperature of samples; the run goes on."),
  ]

  private static let moving = [
    row(
      "PgDn", [.pageDown, .right, .enter, .character("l")], .pageForward, "page",
      "Next page (also right, Enter, l)."),
    row(
      "PgUp", [.pageUp, .left, .character("h")], .pageBack, "", "Page before (also left, h)."),
    row(
      "down", [.down, .character("j")], .lineDown, "", "Down a line (also j).",
      [.contents, .lesson]),
    row("up", [.up, .character("k")], .lineUp, "", "Up a line (also k).", [.contents, .lesson]),
    row("Tab", [.tab], .nextPanel, "", "Next panel, where one fits at a time."),
    row(
      "Enter", [.enter, .right, .character("l")], .open, "open", "Open the lesson.",
      [.contents]),
    row("?", [.character("?")], .help, "help", "This table.", [.contents, .lesson]),
    row(
      "q", [.character("q")], .quit, "quit", "Back to the contents; from there, out.",
      [.contents, .lesson]),
    row("Esc", [.escape], .back, "", "Back to the contents.", [.contents, .lesson]),
  ]

  /// What the footer keeps longest comes first.
  private static let footerOrder: [Action] = [
    .trainOrPause, .open, .help, .pageForward, .quit, .stepOnce, .restart,
  ]

  private static func row(
    _ text: String, _ keys: [Key], _ action: Action, _ label: String, _ help: String,
    _ scopes: [KeyBinding.Scope] = [.lesson]
  ) -> KeyBinding {
    KeyBinding(
      keys: keys, text: text, action: action, label: label, help: help, scopes: scopes,
      rank: footerOrder.firstIndex(of: action) ?? footerOrder.count)
  }

  private static func row(
    _ letter: Character, _ action: Action, _ label: String, _ help: String
  ) -> KeyBinding {
    row(String(letter), [.character(letter)], action, label, help)
  }
}
