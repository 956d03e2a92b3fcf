import Foundation
import Synchronization

/// Sees when a file in a folder of lessons is saved (inotify). It costs nothing while nothing is.
final class LessonWatch: Sendable {
  private let hasNews = Atomic(false)

  /// Watches folders; `changed` is called on another thread after every change. Nil where the
  /// system cannot watch one of them.
  init?(folders: [String], changed: @escaping @Sendable () -> Void) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE)
    guard folders.allSatisfy({ inotify_add_watch(descriptor, $0, events) >= 0 }) else {
      close(descriptor)
      return nil
    }
    let thread = Thread { [self] in
      var signals = sigset_t()
      sigfillset(&signals)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      var buffer = [UInt8](repeating: 0, count: 4096)
      while read(descriptor, &buffer, buffer.count) > 0 {
        hasNews.store(true, ordering: .relaxed)
        changed()
      }
    }
    thread.start()
  }

  /// Whether something changed since this was last asked.
  func takeNews() -> Bool { hasNews.exchange(false, ordering: .relaxed) }
}
