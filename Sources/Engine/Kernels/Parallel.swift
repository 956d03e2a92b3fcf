import Dispatch

/// Splits work over threads by ranges of rows or outputs, never within a sum, so that the number of
/// threads changes no digit.
struct Parallel: Sendable {
  /// How many threads may be used.
  let threads: Int

  /// Calls `body` on parts of `0..<count`, one per thread, when `work` (in multiply-adds) is worth
  /// the few microseconds of waking threads; otherwise once, here.
  @inline(__always)
  func split(_ count: Int, work: Int, _ body: (Range<Int>) -> Void) {
    let parts = min(threads, count)
    guard parts > 1, work > 100_000 else { return body(0..<count) }
    // The parts write to disjoint places, and all are done when concurrentPerform returns.
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        Denormals.flushed { body(count * part / parts..<count * (part + 1) / parts) }
      }
    }
  }
}
