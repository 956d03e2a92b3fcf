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

  @Test("the parts of a split are all of it, in order")
  func split() {
    let parallel = Parallel(threads: 3)
    for count in [0, 1, 15, 16, 17, 100] {
      let seen = Seen()
      parallel.split(count, unit: 16, work: 1 << 20, with: seen) { seen, part in
        seen.parts.withLock { $0.append(part) }
      }
      let parts = seen.parts.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
      #expect(parts.flatMap { Array($0) } == Array(0..<count))
      #expect(parts.allSatisfy { $0.lowerBound % 16 == 0 })
    }
  }

  @Test("a round of the exchange is one addition to every number")
  func exchange() {
    let exchange = ExchangeRate()
    #expect(exchange.run(rounds: 5) == 5 * exchange.numbers.count * MemoryLayout<Float>.size)
    #expect(exchange.numbers.numbers.allSatisfy { $0 == 5 })
  }

  private final class Seen: Sendable {
    let parts = Mutex<[Range<Int>]>([])
  }

  private struct Count: SharedWork {
    let counters: [Counter]
    func run(part: Int) { counters[part].count.add(1, ordering: .relaxed) }
  }

  private final class Counter: Sendable {
    let count = Atomic<Int>(0)
  }
}
