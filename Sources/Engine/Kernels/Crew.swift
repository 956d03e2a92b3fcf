import Dispatch
import Glibc
import Synchronization

/// Threads that stand ready for short pieces of work.
///
/// A product of a few microseconds is over before the system has woken a thread, so the crew's threads
/// look for new work without pause for a while, and only then sleep. With 2 threads a call costs about a
/// third of a microsecond while they are awake.
final class Crew: Sendable {
  /// How often a thread looks for something before it gives its processor away: for about a millisecond,
  /// longer than what the caller computes alone between two pieces of work.
  private static let patience = 2_000_000

  /// Where one thread sleeps. Each has a bell of its own: with one for all, a thread that is done could
  /// be woken in place of one that has not begun.
  private final class Bed: Sendable {
    let isTaken = Atomic<Bool>(false)
    let bell = DispatchSemaphore(value: 0)
  }

  /// What the caller and the threads share.
  private final class Board: Sendable {
    /// Counts the pieces of work; a thread that sees it change has one to do.
    let round = Atomic<Int>(0)
    /// Threads that have not finished the piece of this round.
    let busy = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
    let beds: [Bed]
    /// What a round is about. Both are written before `round` is raised and read after it was seen to
    /// change; after the round nothing is at that place any more.
    nonisolated(unsafe) var work: ((UnsafeRawPointer, _ part: Int) -> Void)?
    nonisolated(unsafe) var place: UnsafeRawPointer?

    init(helpers: Int) { beds = (0..<helpers).map { _ in Bed() } }

    /// A thread's life: wait, work, report.
    func serve(part: Int) {
      var seen = 0
      while true {
        seen = wait(after: seen, in: beds[part - 1])
        if isOver.load(ordering: .acquiring) { return }
        if let work, let place { work(place, part) }
        busy.subtract(1, ordering: .acquiringAndReleasing)
      }
    }

    private func wait(after seen: Int, in bed: Bed) -> Int {
      var looks = 0
      while true {
        let now = round.load(ordering: .acquiring)
        if now != seen { return now }
        looks += 1
        if looks < Crew.patience { continue }
        bed.isTaken.store(true, ordering: .sequentiallyConsistent)
        // Who raises the round after this look finds the bed taken, and rings.
        if round.load(ordering: .sequentiallyConsistent) == seen { bed.bell.wait() }
        looks = 0
      }
    }

    func begin(_ work: @escaping (UnsafeRawPointer, Int) -> Void, at place: UnsafeRawPointer) {
      (self.work, self.place) = (work, place)
      busy.store(beds.count, ordering: .releasing)
      raise()
    }

    /// Begins a round, or the end.
    func raise() {
      round.add(1, ordering: .sequentiallyConsistent)
      for bed in beds where bed.isTaken.exchange(false, ordering: .sequentiallyConsistent) {
        bed.bell.signal()
      }
    }

    /// Waits for the others. They are nearly done, unless the system has taken their processor away: it
    /// may have this one.
    func finish() {
      var looks = 0
      while busy.load(ordering: .acquiring) > 0 {
        looks += 1
        if looks > Crew.patience { sched_yield() }
      }
    }
  }

  private let board: Board

  /// A crew of `threads` threads, of which the caller is one.
  init(threads: Int) {
    board = Board(helpers: max(threads, 1) - 1)
    for part in 1..<max(threads, 1) {
      let queue = DispatchQueue(label: "unroll.crew.\(part)")
      queue.async { [board] in Denormals.flushed { board.serve(part: part) } }
    }
  }

  deinit {
    board.isOver.store(true, ordering: .releasing)
    board.raise()
  }

  /// Does all parts of `work`, each on a thread of its own, the first here; returns when all are done.
  ///
  /// The threads are told where it is on this thread's stack, so nothing is allocated.
  @inline(__always)
  func run<Work: SharedWork>(_ work: Work) {
    withUnsafePointer(to: work) { place in
      board.begin({ place, part in place.load(as: Work.self).run(part: part) }, at: place)
      work.run(part: 0)
      board.finish()
    }
  }
}

/// Work for a crew.
protocol SharedWork {
  /// Does the part with this number, from 0; other threads do the others at the same time.
  func run(part: Int)
}
