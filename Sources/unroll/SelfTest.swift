import CTerminal
import Foundation
import Screen

/// Ways to die with the terminal taken over, for the tests that see it given back.
///
/// `UNROLL_SELF_TEST` names one; the program then shows one line and does it at the key `x`.
enum SelfTest {
  private static let ways: [String: @Sendable () -> Void] = [
    "trap": { preconditionFailure("self test: a trap") },
    "thread-trap": {
      Thread.detachNewThread { preconditionFailure("self test: a trap on a thread") }
      sleep(5)
    },
    "segmentation-fault": { raise(SIGSEGV) },
    "abort": { Foundation.abort() },
    "stack-overflow": { print(deep(0)) },
    "reopen": {},
  ]

  /// Runs the test that the environment asks for; false where it asks for none.
  static func runIfAsked() -> Bool {
    guard let name = ProcessInfo.processInfo.environment["UNROLL_SELF_TEST"] else { return false }
    guard let way = ways[name],
      // No arguments are valid ones.
      let options = try? TerminalOptions.parse([]),
      // Without a terminal there is nothing to test: the caller goes on as without this test.
      var screen = try? TerminalScreen(options)
    else { return false }
    var opened = 1
    screen.listenToMouse(true)
    while true {
      var grid = Grid(width: screen.size.width, height: screen.size.height)
      grid.put("self test \(name): opened \(opened)", x: 0, y: 0, style: .plain)
      screen.present(grid)
      switch screen.wait() {
      case .key(.character("x")):
        way()
        screen.close()
        // The test that waits for the second screen fails by itself.
        guard let again = try? TerminalScreen(options) else { return true }
        screen = again
        opened += 1
      case .key(.character("q")), .ended, .hungUp:
        screen.close()
        return true
      default: break
      }
    }
  }

  private static func deep(_ depth: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { space in
      space[0] = UInt8(truncatingIfNeeded: depth)
      return deep(depth + 1) + Int(space[0])
    }
  }
}
