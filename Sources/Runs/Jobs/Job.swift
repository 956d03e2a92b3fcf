import Foundation
import Synchronization

/// A piece of work that is done in quanta of a few milliseconds: a run from another seed, a
/// contestant, a claim, a count.
package protocol JobTask<Output> {
  /// What comes of it.
  associatedtype Output: Sendable
  /// How far it has come, in a unit that all tasks of a job share.
  var progress: Int { get }
  /// Whether there is something left to do.
  var hasWork: Bool { get }
  /// Does one quantum.
  mutating func advance()
  /// What came of it so far.
  var output: Output { get }
}

/// A set of tasks that know nothing of each other, so that what comes of each is the same in
/// whatever order and on however many threads they are done.
package struct Job<Work: JobTask & SendableMetatype>: Sendable {
  /// Tasks.
  package let count: Int
  private let make: @Sendable (Int) -> Work

  /// A job of `count` tasks; `make` makes each, on the thread that will do it.
  package init(count: Int, make: @escaping @Sendable (Int) -> Work) {
    (self.count, self.make) = (count, make)
  }

  /// The tasks, to be done in turn by whoever holds them.
  package func begin() -> TaskQueue<Work> { TaskQueue(tasks: (0..<count).map(make)) }

  /// Does all tasks to their end, so many at a time; `each` gets what came of each, in the order of
  /// the tasks and on the caller's thread, as soon as all before it are known. It returns whether
  /// to go on.
  package func finish(threads: Int, each: (_ index: Int, _ output: Work.Output) -> Bool) {
    let results = Results<Work.Output>(count: count)
    let workers = max(1, min(threads, count))
    let (make, ended) = (make, DispatchGroup())
    for _ in 0..<workers {
      ended.enter()
      let thread = Thread {
        while let index = results.next() {
          var task = make(index)
          while task.hasWork, !results.isCancelled { task.advance() }
          results.put(task.output, at: index)
        }
        ended.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    for index in 0..<count {
      guard each(index, results.wait(for: index)) else {
        results.cancel()
        break
      }
    }
    ended.wait()
  }
}

/// Which tasks are taken, and what came of those that are done.
private final class Results<Output: Sendable>: Sendable {
  private struct State {
    var taken = 0
    var outputs: [Output?]
    var isCancelled = false
  }

  private let count: Int
  private let state: Mutex<State>
  private let news = DispatchSemaphore(value: 0)

  init(count: Int) {
    self.count = count
    state = Mutex(State(outputs: [Output?](repeating: nil, count: count)))
  }

  var isCancelled: Bool { state.withLock(\.isCancelled) }

  /// A task that nobody has taken yet; nil where there is none left.
  func next() -> Int? {
    state.withLock { state in
      guard state.taken < count, !state.isCancelled else { return nil }
      defer { state.taken += 1 }
      return state.taken
    }
  }

  func put(_ output: Output, at index: Int) {
    state.withLock { $0.outputs[index] = output }
    news.signal()
  }

  /// Waits until the task with this index is done.
  func wait(for index: Int) -> Output {
    while true {
      if let output = state.withLock({ $0.outputs[index] }) { return output }
      news.wait()
    }
  }

  func cancel() { state.withLock { $0.isCancelled = true } }
}

/// Tasks that are done in turn on one thread, the one that has come least far first.
package struct TaskQueue<Work: JobTask & SendableMetatype> {
  /// The tasks, in their order.
  package private(set) var tasks: [Work]

  /// No tasks, or those.
  package init(tasks: [Work] = []) { self.tasks = tasks }

  /// Whether a task has something left to do before it has come as far as `limit`.
  package func hasWork(upTo limit: Int = .max) -> Bool {
    tasks.contains { $0.hasWork && $0.progress < limit }
  }

  /// Does one quantum of the task that has come least far, if it has not come as far as `limit`.
  package mutating func advance(upTo limit: Int = .max) {
    let waiting = tasks.indices.filter { tasks[$0].hasWork && tasks[$0].progress < limit }
    guard let next = waiting.min(by: { tasks[$0].progress < tasks[$1].progress }) else { return }
    tasks[next].advance()
  }

  /// What came of every task so far.
  package var outputs: [Work.Output] { tasks.map(\.output) }
}
