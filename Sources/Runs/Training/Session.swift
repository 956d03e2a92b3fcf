import Dispatch
import Foundation
import Problems
import Synchronization

/// The thread that trains, and the two mailboxes that connect it with the thread that draws.
///
/// What crosses is values. The training thread never waits for the drawing one: it publishes on a
/// clock, the latest snapshot wins, and a command is looked for between two quanta of work.
public final class Session: Sendable {
  /// Messages to the training thread.
  private enum Message: Sendable {
    case command(TrainingCommand)
    case counting(Counting, source: String)
    case end
  }

  /// Seconds between two snapshots while training.
  static let publishInterval = 0.1

  private let inbox = Mutex<[Message]>([])
  private let outbox = Mutex<Snapshot>(Snapshot())
  private let semaphore = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let published: @Sendable () -> Void
  private let transcript = Mutex(TranscriptRecorder())

  /// Starts the thread. `published` is called on it after every new snapshot.
  public init(
    library: TextLibrary, threads: Int, published: @escaping @Sendable () -> Void
  ) {
    self.published = published
    let thread = Thread { [self] in
      blockSignals()
      work(TrainingRun(library: library, threads: threads, canGoBack: true))
      ended.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Asks training for `commands`, in order.
  public func send(_ commands: [TrainingCommand]) {
    // An empty message would wake the thread, which then publishes, which wakes the sender again.
    guard !commands.isEmpty else { return }
    post(commands.map { .command($0) })
  }

  /// The latest snapshot.
  public func latest() -> Snapshot {
    outbox.withLock { $0 }
  }

  /// What was done since this was last asked, each with the update at which it was done.
  public func takeTranscript() -> [TranscriptLine] {
    transcript.withLock { $0.take() }
  }

  /// Ends the thread and waits for it, at most a second.
  public func end() {
    post([.end])
    _ = ended.wait(timeout: .now() + 1)
  }

  private func post(_ messages: [Message]) {
    inbox.withLock { $0 += messages }
    semaphore.signal()
  }

  private func work(_ run: TrainingRun) {
    var pace = Pace()
    var counted: [String: Counting] = [:]
    while true {
      let messages = inbox.withLock { messages in
        defer { messages.removeAll(keepingCapacity: true) }
        return messages
      }
      for message in messages {
        switch message {
        case .end: return noteFigures(of: run)
        case .command(let command): perform(command, on: run)
        case .counting(let counting, let source):
          counted[source] = counting
        }
      }
      if !messages.isEmpty { showCounting(to: run, &counted) }
      let stateBefore = run.snapshot.phase
      if let seconds = pace.secondsUntilDue(run.snapshot) {
        if pace.isDue { publish(run, &pace) }
        if run.hasSeedWork {
          run.advanceSeeds()
        } else {
          _ = semaphore.wait(timeout: .now() + seconds)
        }
        continue
      }
      // Updates that take microseconds come in bursts: a look into the inbox costs as much as one
      // of them.
      run.advance(quanta: pace.burst(of: run.snapshot))
      let isEvent = !messages.isEmpty || run.snapshot.phase != stateBefore || !run.hasWork
      if isEvent || pace.isDue { publish(run, &pace) }
      if !run.hasWork { semaphore.wait() }
    }
  }

  /// Carries out a command and puts it into the transcript, with the figures of the run before it.
  private func perform(_ command: TrainingCommand, on run: TrainingRun) {
    transcript.withLock { $0.add(command, before: run.snapshot) }
    run.perform(command)
  }

  private func noteFigures(of run: TrainingRun) {
    transcript.withLock { $0.addFigures(of: run.snapshot) }
  }

  private func publish(_ run: TrainingRun, _ pace: inout Pace) {
    var snapshot = run.observed()
    snapshot.updatesPerSecond = pace.mark(update: snapshot.update, of: snapshot.run)
    outbox.withLock { $0 = snapshot }
    published()
  }

  /// Hands the run what counting makes of its text; counts on a thread of its own the first time.
  private func showCounting(to run: TrainingRun, _ counted: inout [String: Counting]) {
    guard let corpus = run.corpus else { return }
    if let known = counted[corpus.name] { return run.take(known) }
    counted[corpus.name] = Counting()
    Thread.detachNewThread { [self] in
      blockSignals()
      NGramTask.count(corpus, threads: 1) { post([.counting($0, source: corpus.name)]) }
    }
  }
}

/// When the next update and the next snapshot are due, and how fast updates come.
private struct Pace {
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant?
  private var lastUpdate = 0
  private var lastRun = 0
  private var speed: Double?
  private var paceStart: (time: ContinuousClock.Instant, update: Int, pace: Double, run: Int)?

  /// Seconds until the next update of a run that has a pace; nil when it is due, or has none.
  mutating func secondsUntilDue(_ snapshot: Snapshot) -> Double? {
    guard snapshot.isTraining, let pace = snapshot.configuration.pace else {
      paceStart = nil
      return nil
    }
    let now = clock.now
    if paceStart?.pace != pace || paceStart?.run != snapshot.run {
      paceStart = (now, snapshot.update, pace, snapshot.run)
    }
    guard let start = paceStart else { return nil }
    let due = Double(snapshot.update - start.update) / pace - (now - start.time) / .seconds(1)
    return due > 0 ? due : nil
  }

  /// Quanta to do before the next look at the inbox and the clock: about half a millisecond of
  /// them.
  func burst(of snapshot: Snapshot) -> Int {
    guard snapshot.isTraining, snapshot.configuration.pace == nil, let speed else { return 1 }
    return max(1, min(64, Int(speed / 2000)))
  }

  /// Whether a snapshot should be published.
  var isDue: Bool {
    guard let last else { return true }
    return clock.now - last >= .seconds(Session.publishInterval)
  }

  /// Notes that a snapshot is published now; returns updates per second, smoothed.
  mutating func mark(update: Int, of run: Int) -> Double? {
    let now = clock.now
    defer { (last, lastUpdate, lastRun) = (now, update, run) }
    guard let last, run == lastRun, update > lastUpdate else {
      if run != lastRun { speed = nil }
      return speed
    }
    let seconds = (now - last) / .seconds(1)
    guard seconds > Session.publishInterval / 2 else { return speed }
    let current = Double(update - lastUpdate) / seconds
    speed = speed.map { 0.7 * $0 + 0.3 * current } ?? current
    return speed
  }
}

/// Leaves signals to the thread that owns the terminal.
private func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT] { sigdelset(&all, signal) }
  pthread_sigmask(SIG_BLOCK, &all, nil)
}
