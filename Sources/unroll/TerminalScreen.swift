import CTerminal
import Foundation
import Screen

/// The terminal as a screen for grids and a source of keys: Swift's side of CTerminal.
struct TerminalScreen {
  /// What can happen while waiting.
  enum Event {
    case key(Key)
    /// The mouse was pressed on a cell.
    case press(column: Int, row: Int)
    /// Another thread asked for attention.
    case woken
    case resized, repaint
    /// The person or a signal asked for the end.
    case ended
    /// The terminal is gone.
    case hungUp
    case timeout
  }

  /// What the terminal can show.
  let capabilities: Capabilities
  /// Whether a note follows every frame, for a benchmark.
  let isMarked: Bool
  /// The last frame.
  private var shown: Grid?
  private var shownTheme = Theme.dark

  /// Takes the terminal over.
  init(_ options: TerminalOptions) throws {
    var abilities = terminal_abilities()
    switch terminal_error(UInt32(terminal_open(&abilities))) {
    case terminal_ok: break
    case terminal_not_a_terminal:
      throw Failure("the lab needs a terminal on standard input and output; see unroll run")
    case terminal_unknown:
      throw Failure(
        "the terminal's type is not known: set TERM (for example to xterm-256color), "
          + "or use --linear"
      )
    case terminal_too_simple:
      throw Failure("this terminal cannot place text: use --linear")
    default: throw Failure("the terminal could not be opened")
    }
    capabilities = options.capabilities(
      hasBraille: abilities.braille, hasUTF8: abilities.utf8, colors: Int(abilities.colors))
    isMarked = ProcessInfo.processInfo.environment["UNROLL_MARKED"] == "1"
  }

  /// Gives the terminal back as it was.
  func close() { terminal_close() }

  /// Columns and rows of the window.
  var size: Size {
    var (width, height): (Int32, Int32) = (0, 0)
    terminal_size(&width, &height)
    return Size(width: Int(width), height: Int(height))
  }

  /// Shows `grid`; only what differs from the frame before is sent. Returns about how many bytes
  /// that is.
  @discardableResult
  mutating func present(_ grid: Grid, theme: Theme = .dark, repaint: Bool = false) -> Int {
    let isNew =
      shown?.width != grid.width || shown?.height != grid.height || shownTheme != theme
    var bytes = 0
    for y in 0..<grid.height where isNew || shown?.row(y) != grid.row(y) {
      terminal_erase_row(Int32(y))
      put(grid.row(y), y: y, theme)
      bytes += Self.bytes(of: grid.row(y), after: isNew ? nil : shown?.row(y))
    }
    (shown, shownTheme) = (grid, theme)
    terminal_flush(repaint)
    return bytes
  }

  /// About how many bytes change a row on the screen: its changed characters, and for each run of
  /// them of one style a move and a style, as ncurses sends them for 256 colours.
  private static func bytes(of row: ArraySlice<Glyph>, after old: ArraySlice<Glyph>?) -> Int {
    var (bytes, last, style) = (0, -2, Style?.none)
    for (x, glyph) in row.enumerated() {
      if let old, old[old.startIndex + x] == glyph { continue }
      if last != x - 1 { bytes += 8 }
      if style != glyph.style { bytes += 14 }
      bytes += glyph.character?.utf8.count ?? 0
      (last, style) = (x, glyph.style)
    }
    return bytes
  }

  /// Sends a note that terminals do not show.
  func mark(_ note: String) { terminal_mark(note) }

  /// Gives the terminal's clipboard a text (OSC 52), where the terminal lets it.
  func copy(_ text: String) {
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    terminal_send(sequence, Int32(sequence.utf8.count))
  }

  /// Listens to the mouse, or no longer.
  func listenToMouse(_ isOn: Bool) { terminal_mouse(isOn) }

  /// Waits for something to happen; nil milliseconds wait for ever.
  mutating func wait(milliseconds: Int? = nil) -> Event {
    let code = terminal_wait(Int32(milliseconds ?? -1))
    if code > 0 { return Self.key(code).map { .key($0) } ?? .timeout }
    switch terminal_event(code) {
    case terminal_woken: return .woken
    case terminal_resized:
      shown = nil
      return .resized
    case terminal_repaint:
      shown = nil
      return .repaint
    case terminal_mouse_press:
      let press = terminal_pressed()
      return .press(column: Int(press.column), row: Int(press.row))
    case terminal_mouse_up: return .key(.up)
    case terminal_mouse_down: return .key(.down)
    case terminal_ended: return .ended
    case terminal_hung_up: return .hungUp
    case terminal_timeout, terminal_unknown_key: return .timeout
    case let event: return Self.specialKeys[event.rawValue].map { .key($0) } ?? .timeout
    }
  }

  /// Puts the runs of one style in a row.
  private func put(_ row: ArraySlice<Glyph>, y: Int, _ theme: Theme) {
    var points: [UInt32] = []
    var start = 0
    var style = Style.plain
    func flush() {
      guard !points.isEmpty else { return }
      let look = theme.look(style, depth: capabilities.colors)
      var attributes = terminal_plain.rawValue
      if look.bold { attributes |= terminal_bold.rawValue }
      if look.dim { attributes |= terminal_dim.rawValue }
      if look.underline { attributes |= terminal_underline.rawValue }
      if look.reverse { attributes |= terminal_reverse.rawValue }
      terminal_put(
        Int32(y), Int32(start), points, Int32(points.count),
        terminal_look(
          foreground: Int32(look.foreground ?? -1), background: Int32(look.background ?? -1),
          attributes: Int32(attributes)))
      points.removeAll(keepingCapacity: true)
    }
    for (x, glyph) in row.enumerated() {
      guard let character = glyph.character else { continue }
      if glyph.style != style || points.isEmpty {
        flush()
        (start, style) = (x, glyph.style)
      }
      for scalar in character.unicodeScalars { points.append(scalar.value) }
    }
    flush()
  }

  private static func key(_ code: Int32) -> Key? {
    guard let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
    switch code {
    case 27: return .escape
    case 9: return .tab
    case 1...26:
      return Unicode.Scalar(UInt32(code) + 96).map { .control(Character($0)) }
    case 28...31: return nil
    default: return .character(Character(scalar))
    }
  }

  private static let specialKeys: [Int32: Key] = [
    terminal_key_up.rawValue: .up, terminal_key_down.rawValue: .down,
    terminal_key_left.rawValue: .left, terminal_key_right.rawValue: .right,
    terminal_key_page_up.rawValue: .pageUp, terminal_key_page_down.rawValue: .pageDown,
    terminal_key_home.rawValue: .home, terminal_key_end.rawValue: .end,
    terminal_key_back_tab.rawValue: .backTab, terminal_key_backspace.rawValue: .backspace,
    terminal_key_delete.rawValue: .delete, terminal_key_enter.rawValue: .enter,
  ]
}
