extension Int {
  /// The part of 0..<self that corresponds to `share` of 0..<shares.
  func part(_ share: Range<Int>, of shares: Int) -> Range<Int> {
    self * share.lowerBound / shares..<self * share.upperBound / shares
  }
}

/// Splits work over threads by ranges of rows or outputs, never within a sum, so that the number of
/// threads changes no digit.
struct Parallel: Sendable {
  /// How many threads may be used.
  let threads: Int
  /// Multiply-adds from which work is worth sharing: those of about a microsecond, three times what
  /// it costs to share it.
  private let minimumWork: Int
  private let pool: ThreadPool?

  init(threads: Int, minimumWork: Int = 100_000) {
    self.threads = threads
    self.minimumWork = minimumWork
    pool = threads > 1 ? ThreadPool(threads: threads) : nil
  }

  /// Calls `body` with `shared` and parts of `0..<count`, one per thread, when `work` (in
  /// multiply-adds) is worth it; otherwise once, on the caller's thread. The parts begin at
  /// multiples of `unit`.
  ///
  /// A closure that other threads can see is on the heap with all that it captures. So `body`
  /// should capture nothing: what it needs is in `shared`, which stays on this thread's stack.
  /// `shared` should hold no closure itself, or the compiler wraps that in another one.
  @inline(__always)
  func split<Shared>(
    _ count: Int, unit: Int = 1, work: Int, with shared: Shared,
    _ body: @escaping (Shared, Range<Int>) -> Void
  ) {
    let units = (count + unit - 1) / unit
    guard let pool, units > 1, work > minimumWork else { return body(shared, 0..<count) }
    pool.run(
      Split(shared: shared, body: body, count: count, unit: unit, units: units, threads: threads))
  }
}

/// A piece of work in as many parts as there are threads.
private struct Split<Shared>: SharedWork {
  let shared: Shared
  let body: (Shared, Range<Int>) -> Void
  let count: Int
  let unit: Int
  let units: Int
  let threads: Int

  func run(part: Int) {
    let first = min(count, units * part / threads * unit)
    let end = min(count, units * (part + 1) / threads * unit)
    if first < end { body(shared, first..<end) }
  }
}
