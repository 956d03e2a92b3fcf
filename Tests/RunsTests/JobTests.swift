import Testing

@testable import Runs

@Suite("A job")
struct JobTests {
  /// Counts to its number, one in each quantum.
  private struct Counting: JobTask {
    let end: Int
    private(set) var progress = 0
    var hasWork: Bool { progress < end }
    var output: Int { progress * 10 }

    init(end: Int) { self.end = end }

    mutating func advance() { progress += 1 }
  }

  private let job = Job(count: 6) { Counting(end: [4, 0, 9, 1, 3, 3][$0]) }

  @Test("gives the same results in order on any number of threads", arguments: [1, 2, 5, 20])
  func finishes(threads: Int) {
    var results: [[Int]] = []
    job.finish(threads: threads) { index, output in
      results.append([index, output])
      return true
    }
    #expect(results == [[0, 40], [1, 0], [2, 90], [3, 10], [4, 30], [5, 30]])
  }

  @Test("ends where its receiver has seen enough")
  func cancels() {
    var seen = 0
    job.finish(threads: 2) { _, _ in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
  }

  @Test("is done in turn, the least advanced task first, as far as it may")
  func takesTurns() {
    var queue = job.begin()
    for _ in 0..<100 where queue.hasWork(upTo: 2) { queue.advance(upTo: 2) }
    #expect(queue.tasks.map(\.progress) == [2, 0, 2, 1, 2, 2])
    #expect(!queue.hasWork(upTo: 2) && queue.hasWork())
    while queue.hasWork() { queue.advance() }
    #expect(queue.outputs == [40, 0, 90, 10, 30, 30])
  }
}
