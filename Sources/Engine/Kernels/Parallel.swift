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
  private let crew: Crew?

  init(threads: Int) {
    self.threads = threads
    crew = threads > 1 ? Crew(threads: threads) : nil
  }

  /// Calls `body` on parts of `0..<count`, one per thread, when `work` (in multiply-adds) is worth it:
  /// a few microseconds; otherwise once, here. The parts begin at multiples of `unit`.
  @inline(__always)
  func split(_ count: Int, unit: Int = 1, work: Int, _ body: (Range<Int>) -> Void) {
    splitNumbered(count, unit: unit, work: work) { _, range in body(range) }
  }

  /// The same, with the number of the part, which no other thread has at the same time.
  @inline(__always)
  func splitNumbered(
    _ count: Int, unit: Int = 1, work: Int, _ body: (_ part: Int, Range<Int>) -> Void
  ) {
    let units = (count + unit - 1) / unit
    guard let crew, units > 1, work > 100_000 else { return body(0, 0..<count) }
    crew.run { part in
      let first = min(count, units * part / threads * unit)
      let end = min(count, units * (part + 1) / threads * unit)
      if first < end { body(part, first..<end) }
    }
  }
}
