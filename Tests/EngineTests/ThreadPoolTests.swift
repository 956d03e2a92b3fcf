import Glibc
import Synchronization
import Testing

@testable import Engine

@Suite("The thread pool")
struct ThreadPoolTests {
  /// Pauses are longer than the threads' patience, so that some sleep while others still work; and
  /// there may be more threads than processors, so that some are late.
  @Test(
    "every part is done once in every round", .timeLimit(.minutes(10)), arguments: [1, 2, 3, 8])
  func rounds(threads: Int) {
    let pool = ThreadPool(threads: threads)
    let counts = (0..<threads).map { _ in Counter() }
    for round in 1...300 {
      pool.run(Count(counters: counts))
      #expect(counts.allSatisfy { $0.count.load(ordering: .relaxed) == round })
      if round % 10 == 0 { usleep(4000) }
    }
  }

  private struct Count: SharedWork {
    let counters: [Counter]
    func run(part: Int) { counters[part].count.add(1, ordering: .relaxed) }
  }

  private final class Counter: Sendable {
    let count = Atomic<Int>(0)
  }
}
