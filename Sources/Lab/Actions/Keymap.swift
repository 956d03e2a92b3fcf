import Runs
import Screen

/// What a key asks for.
public enum Action: Sendable, Equatable {
  case trainOrPause, stepOnce, restart
  /// Moves a knob to its next value, in direction +1 or -1.
  case turn(String, Int)
  case pageForward, pageBack, right, left, lineDown, lineUp, first, last
  case nextPane, paneBefore
  /// Moves to a pane: 0 is the page, then its panels.
  case pane(Int)
  case zoomPane, magnify, reduce, resetView, smooth, flipScale
  case vote, fork, undo, seeds, hint, solution, explain, ask, demo
  /// Sets a marker on the axis.
  case guess
  case commitGuess(Double)
  /// Moves the weight under the cursor, in direction +1 or -1, or checks its gradient.
  case nudge(Int)
  case checkWeight
  /// Commits to a choice of the page's prediction.
  case predict(Int)
  case inspect, animate, settings, palette, search, save, copy
  case present, nextNotation, nextTheme, checkGlyphs, toggleMouse
  case open, back, quit, help
  /// Moves the cursor of the contents to an entry, or opens it.
  case select(Int)
  case openEntry(Int)
}

/// One row of the keymap: dispatch, the help, the footer, the palette and the README's table come from
/// it.
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
  public static let all: [KeyBinding] = training + knobs + moving + looking + everywhere

  /// The action of `key` in `scope`, if it has one.
  public static func action(for key: Key, in scope: KeyBinding.Scope) -> Action? {
    if case .character(let digit) = key, scope == .lesson, let number = digit.wholeNumberValue,
      number > 0
    {
      return .pane(number - 1)
    }
    return all.first { $0.scopes.contains(scope) && $0.keys.contains(key) }?.action
  }

  /// The keys that every lesson has, so that its knobs cannot have them, with what they do.
  static var lessonKeys: [(key: Key, name: String)] {
    all.filter { $0.scopes.contains(.lesson) }.flatMap { row in
      row.keys.map { (key: $0, name: row.help) }
    }
  }

  private static let training = [
    row("space", [.character(" ")], .trainOrPause, "train", "Train, or pause."),
    row("s", .stepOnce, "step", "Do one update."),
    row("r", .restart, "restart", "Start again from the seed."),
  ]

  private static let knobs = [
    row("b", .fork, "", "Fork the run at the chart's cursor, or here; then turn one knob."),
    row("u", .undo, "", "Undo the last change: a knob, a weight, a fork."),
    row("n", .seeds, "", "The same run from five seeds, in the background."),
    row("v", .vote, "", "A vote: digits count hands, Enter keeps the tally in the corner."),
    row("G", .guess, "", "Set your marker on the axis, where the page asks for one."),
    row("Y", .demo, "", "Play the lesson's demo from this page on; any key takes over."),
    row("H", .hint, "", "A hint for what the page asks you to try."),
    row("D", .solution, "", "Show me: sets what does it, and runs."),
    row("E", .explain, "", "Say in a sentence why it came as it did."),
    row("A", .ask, "", "Ask the model: type a date, a sentence, a message of your own."),
    row(",", .nudge(-1), "", "The weight under the cursor: 0.1 less. Every step changes."),
    row(".", .nudge(1), "", "The weight under the cursor: 0.1 more. Every step changes."),
    row("d", .checkWeight, "", "Check dL/dw of the weight under the cursor by moving it."),
    row("e", .settings, "", "Every setting, with its value and its range, to change."),
  ]

  private static let moving = [
    row(
      "PgDn", [.pageDown, .enter], .pageForward, "page", "Next page (also Enter)."),
    row("PgUp", [.pageUp], .pageBack, "", "Page before."),
    row(
      "right", [.right, .character("l")], .right, "",
      "Next page; on a chart, its cursor to the right (also l)."),
    row(
      "left", [.left, .character("h")], .left, "",
      "Page before; on a chart, its cursor to the left (also h)."),
    row(
      "down", [.down, .character("j")], .lineDown, "",
      "Down a line; on a panel, its next unit, gate or example (also j).",
      [.contents, .lesson]),
    row(
      "up", [.up, .character("k")], .lineUp, "",
      "Up; on a panel, the unit, gate or example before (also k).", [.contents, .lesson]),
    row("Home", [.home], .first, "", "The first page, or lesson.", [.contents, .lesson]),
    row("End", [.end], .last, "", "The last page, or lesson.", [.contents, .lesson]),
    row("Tab", [.tab], .nextPane, "pane", "Next pane: the page, then its panels (also 1 to 9)."),
    row("Shift-Tab", [.backTab], .paneBefore, "", "Pane before."),
    row(
      "Enter", [.enter, .right, .character("l")], .open, "open", "Open the lesson.",
      [.contents]),
  ]

  private static let looking = [
    row("z", .zoomPane, "zoom", "This pane on the whole screen, or back."),
    row("(", .reduce, "", "More of the chart's x axis."),
    row(")", .magnify, "", "Less of the chart's x axis, around its cursor or its end."),
    row("0", .resetView, "", "The whole chart again, without a cursor."),
    row("m", .smooth, "", "Smooth the curve more, or not at all; the raw one stays visible."),
    row("o", .flipScale, "", "Logarithmic values, or linear."),
    row("a", .animate, "", "Run a pass through the network, forward and back; or stop it."),
    row("w", .inspect, "what?", "What is this? A cursor that explains every element."),
    row("y", .copy, "", "Copy the pane's numbers to the terminal's clipboard."),
    row("S", .save, "", "Save what is seen as SVG, text and CSV."),
  ]

  private static let everywhere = [
    row("/", .search, "search", "Search lessons and pages.", both),
    row("Ctrl-P", [.control("p")], .palette, "", "Everything there is to do, by typing.", both),
    row("P", .present, "", "For a room: one panel, large digits, high contrast; or back.", both),
    row(
      "N", .nextNotation, "", "Symbols as in another book: the lab's, W U V, PyTorch's, Keras's.",
      both),
    row("T", .nextTheme, "", "Next theme: dark, light, contrast, mono.", both),
    row("g", .checkGlyphs, "", "Which glyphs this terminal draws well.", both),
    row("M", .toggleMouse, "", "The mouse: off for selecting text, or on.", both),
    row("?", .help, "help", "This table.", both),
    row("q", .quit, "quit", "Back to the contents; from there, out.", both),
    row("Esc", [.escape], .back, "", "Back: out of a pane, to the contents. It never quits.", both),
  ]

  private static let both: [KeyBinding.Scope] = [.contents, .lesson]

  /// What the footer keeps longest comes first.
  private static let footerOrder: [Action] = [
    .trainOrPause, .open, .help, .pageForward, .quit, .search, .stepOnce, .restart, .inspect,
    .zoomPane, .nextPane,
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
    _ letter: Character, _ action: Action, _ label: String, _ help: String,
    _ scopes: [KeyBinding.Scope] = [.lesson]
  ) -> KeyBinding {
    row(String(letter), [.character(letter)], action, label, help, scopes)
  }
}
