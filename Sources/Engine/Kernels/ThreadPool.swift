import Dispatch
import Glibc
import Synchronization

/// Threads that stay ready for short pieces of work.
///
/// A product of a few microseconds is over before the system has woken a thread, so the pool's
/// workers spin for a while before they sleep. With 2 threads a call costs about a third of a
/// microsecond while they spin.
final class ThreadPool: Sendable {
  /// How often a thread looks for work before it sleeps: about a millisecond, longer than what the
  /// caller computes alone between two pieces of work.
  private static let spinLimit = 2_000_000

  /// A thread of the pool. Each has a semaphore of its own: with one for all, a thread that is done
  /// could be woken in place of one that has not begun.
  private final class Worker: Sendable {
    let isSleeping = Atomic<Bool>(false)
    let semaphore = DispatchSemaphore(value: 0)
  }

  /// What the caller and the workers share.
  private final class State: Sendable {
    /// Counts the pieces of work; a worker that sees it change has one to do.
    let round = Atomic<Int>(0)
    /// Workers that have not finished their part of this round.
    let busyWorkers = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
    let workers: [Worker]
    /// The work of this round and its argument, which is on the caller's stack. Both are written
    /// before `round` is increased and read after it was seen to change; once the round is over the
    /// address is not valid any more.
    nonisolated(unsafe) var work: ((UnsafeRawPointer, _ part: Int) -> Void)?
    nonisolated(unsafe) var argument: UnsafeRawPointer?

    init(workers count: Int) { workers = (0..<count).map { _ in Worker() } }

    /// The loop of a worker: wait, work, report.
    func run(part: Int) {
      var seen = 0
      while true {
        seen = waitForRound(after: seen, workers[part - 1])
        if isOver.load(ordering: .acquiring) { return }
        if let work, let argument { work(argument, part) }
        busyWorkers.subtract(1, ordering: .acquiringAndReleasing)
      }
    }

    private func waitForRound(after seen: Int, _ worker: Worker) -> Int {
      var spins = 0
      while true {
        let now = round.load(ordering: .acquiring)
        if now != seen { return now }
        spins += 1
        if spins < ThreadPool.spinLimit { continue }
        worker.isSleeping.store(true, ordering: .sequentiallyConsistent)
        // Whoever starts a round after this look sees that the worker sleeps, and signals.
        if round.load(ordering: .sequentiallyConsistent) == seen { worker.semaphore.wait() }
        spins = 0
      }
    }

    func begin(
      _ work: @escaping (UnsafeRawPointer, Int) -> Void, with argument: UnsafeRawPointer
    ) {
      (self.work, self.argument) = (work, argument)
      busyWorkers.store(workers.count, ordering: .releasing)
      startRound()
    }

    /// Wakes the workers for a piece of work, or for the end.
    func startRound() {
      round.add(1, ordering: .sequentiallyConsistent)
      for worker in workers
      where worker.isSleeping.exchange(false, ordering: .sequentiallyConsistent) {
        worker.semaphore.signal()
      }
    }

    /// Waits for the workers. They are nearly done, unless the system has taken their processor
    /// away: it may have this one.
    func finish() {
      var spins = 0
      while busyWorkers.load(ordering: .acquiring) > 0 {
        spins += 1
        if spins > ThreadPool.spinLimit { sched_yield() }
      }
    }
  }

  private let state: State

  /// A pool of `threads` threads, one of which is the caller's.
  init(threads: Int) {
    state = State(workers: max(threads, 1) - 1)
    for part in 1..<max(threads, 1) {
      let queue = DispatchQueue(label: "unroll.worker.\(part)")
      queue.async { [state] in Denormals.flushed { state.run(part: part) } }
    }
  }

  deinit {
    state.isOver.store(true, ordering: .releasing)
    state.startRound()
  }

  /// Does all parts of `work`, each on a thread of its own, the first on the caller's; returns when
  /// all are done.
  ///
  /// The workers read it on the caller's stack, so nothing is allocated.
  @inline(__always)
  func run<Work: SharedWork>(_ work: Work) {
    withUnsafePointer(to: work) { address in
      state.begin(
        { address, part in address.load(as: Work.self).run(part: part) }, with: address)
      work.run(part: 0)
      state.finish()
    }
  }
}

/// Work in as many parts as a pool has threads.
protocol SharedWork {
  /// Does the part with this number, from 0, while other threads do the others.
  func run(part: Int)
}
