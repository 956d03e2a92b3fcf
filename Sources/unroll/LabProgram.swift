import CTerminal
import Foundation
import Lab
import Screen

/// The lab in a terminal: keys in, frames out, training on a thread of its own.
struct LabProgram {
  private var state: LabState
  private let effects: [Effect]
  private let library: Library
  private let options: TerminalOptions
  private let threads: Int

  /// The lab as `state` stands, with effects to begin with.
  init(
    state: LabState, effects: [Effect] = [], library: Library, terminal: TerminalOptions,
    threads: Int = 1
  ) {
    self.state = state
    self.effects = effects
    self.library = library
    options = terminal
    self.threads = threads
  }

  /// Runs until the person leaves. A frame is drawn only when something has changed.
  func run() throws {
    var screen = try TerminalScreen(options)
    var state = state
    let session = Session(library: library.texts, threads: threads) { terminal_wake() }
    session.send(effects)
    var end = End.left
    var needsRepaint = false
    var mark = FrameMark()
    loop: while !state.isOver {
      let snapshot = session.latest()
      mark.begin(snapshot)
      state.observe(snapshot)
      let grid = LabDrawing.draw(state, snapshot, size: screen.size, screen.capabilities)
      screen.present(grid, repaint: needsRepaint)
      needsRepaint = false
      if screen.isMarked { screen.mark(mark.note) }
      switch screen.wait() {
      case .key(let key):
        mark.keys += 1
        session.send(state.update(key))
      case .repaint: needsRepaint = true
      case .ended:
        end = .signal(terminal_end_signal())
        break loop
      case .hungUp:
        end = .hungUp
        break loop
      case .woken, .resized, .timeout: break
      }
    }
    session.end()
    screen.close()
    end.leave()
  }

  /// How the lab ended, which the exit status tells.
  private enum End {
    case left, hungUp
    /// The signal, or 0 for Ctrl-C, which comes as a key.
    case signal(Int32)

    func leave() {
      switch self {
      case .left: break
      case .hungUp: exit(129)
      case .signal(0): exit(130)
      case .signal(let number):
        Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
