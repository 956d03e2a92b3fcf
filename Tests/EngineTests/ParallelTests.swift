import Synchronization
import Testing

@testable import Engine

@Suite("Work split over threads")
struct ParallelTests {
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

  private final class Seen: Sendable {
    let parts = Mutex<[Range<Int>]>([])
  }
}
