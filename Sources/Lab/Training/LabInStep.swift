import Runs
import Screen

/// The lab without a terminal and without a thread: keys in, training in step, screens out.
///
/// Linear mode, `unroll render` and the tests drive the same state and the same runs as the terminal.
public final class LabInStep {
  /// What decides the screen.
  public private(set) var state: LabState
  private let run: TrainingRun

  /// A lab in `state`, training on `threads` threads.
  public init(_ state: LabState, library: TextLibrary, threads: Int = 1) {
    self.state = state
    run = TrainingRun(library: library, threads: threads, canGoBack: true)
  }

  /// Opens a lesson at a page (from 0), with `configuration` in place of the page's own.
  public func open(_ experiment: Experiment, page: Int = 0, configuration: Configuration? = nil) {
    perform(state.enter(experiment, page: page, configuration: configuration))
  }

  /// Presses a key.
  public func press(_ key: Key) { perform(state.update(key)) }

  /// Takes a key from a person, who thereby takes over from a demonstration.
  public func take(_ key: Key) { perform(state.take(key)) }

  /// Plays what can be played of a demonstration at `now`, in seconds.
  public func playDemo(now: Double) { perform(state.playDemo(run.reading(), now: now)) }

  /// Carries out an action.
  public func perform(_ action: Action) { perform(state.perform(action)) }

  /// What the program is asked to do; each is given once.
  public func takeRequests() -> [Request] { state.takeRequests() }

  /// Whether training has something to do.
  public var hasWork: Bool { run.hasWork }

  /// Lets training do so many quanta: pieces of a reading, or updates.
  public func advance(_ count: Int = 1) {
    for _ in 0..<count where run.hasWork { run.advance() }
    state.observe(run.snapshot)
  }

  /// Does so many updates, whether or not the run would pause before, and completes the observations.
  public func train(updates: Int) {
    for _ in 0..<updates where !run.snapshot.stopped { run.perform(.step) }
    run.finishEvaluations()
    state.observe(run.snapshot)
  }

  /// Counts the n-gram baselines of the text that is learned, if it is one.
  public func countOrders() {
    guard let corpus = run.corpus, run.snapshot.text?.orders.isEmpty == true else { return }
    run.take(orders: TrainingRun.orders(of: corpus))
  }

  /// What training shows.
  public var snapshot: Snapshot { run.reading() }

  /// The screen; keys then go on from what it could show.
  public func scene(size: Size, _ capabilities: Capabilities) -> Scene {
    let scene = LabDrawing.scene(state, snapshot, size: size, capabilities)
    state.settle(scene)
    return scene
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects { run.perform(effect) }
    run.finishEvaluations()
    state.observe(run.snapshot)
  }
}
