import Runs
import Screen

/// The lab without a terminal and without a thread: keys in, training in step, screens out.
///
/// Linear mode, `unroll render` and the tests drive the same state and the same runs as the
/// terminal.
public final class LabInStep {
  /// What decides the screen.
  public private(set) var state: LabState
  private let run: TrainingRun
  /// What is asked of the world outside training.
  private var outgoing: [Effect] = []
  private var transcript = TranscriptRecorder()

  /// A lab in `state`, training on `threads` threads.
  public init(_ state: LabState, library: TextLibrary, threads: Int = 1) {
    self.state = state
    run = TrainingRun(library: library, threads: threads, canGoBack: true)
  }

  /// Opens a lesson at a page (from 0), with `configuration` in place of the page's own.
  public func open(_ experiment: Experiment, page: Int = 0, configuration: Configuration? = nil) {
    handle(.open(experiment, page: page, configuration: configuration))
  }

  /// Presses a key.
  public func press(_ key: Key) { handle(.key(key)) }

  /// Plays what can be played of a demonstration at `now`, in seconds.
  public func playDemo(now: Double) { handle(.clock(now, run.observed())) }

  /// Carries out an action.
  public func perform(_ call: ActionCall) { handle(.action(call)) }

  /// Takes in what reaches the lab. Training does what is asked of it; the rest is for
  /// `takeEffects`.
  @discardableResult
  public func handle(_ input: Input) -> [TrainingCommand] {
    let effects = state.handle(input)
    for command in effects.commands {
      transcript.add(command, before: run.snapshot)
      run.perform(command)
    }
    outgoing += effects.filter { if case .training = $0 { false } else { true } }
    run.finishEvaluations()
    observe()
    return effects.commands
  }

  /// What is asked of the world outside training; each is given once.
  public func takeEffects() -> [Effect] {
    defer { outgoing = [] }
    return outgoing
  }

  /// What was done since this was last asked, each with the update at which it was done.
  public func takeTranscript() -> [TranscriptLine] { transcript.take() }

  /// Puts the last figures into the transcript.
  public func endTranscript() { transcript.addFigures(of: run.snapshot) }

  /// Whether training has something to do.
  public var hasWork: Bool { run.hasWork }

  /// Lets training do so many quanta: pieces of an observation, or updates.
  public func advance(_ count: Int = 1) {
    for _ in 0..<count where run.hasWork { run.advance() }
    observe()
  }

  /// Does so many updates, whether or not the run would pause before, and completes the
  /// observations.
  public func train(updates: Int) {
    for _ in 0..<updates where !run.snapshot.stopped { run.perform(.step) }
    run.finishEvaluations()
    observe()
  }

  /// Counts the text that is learned, if it is one.
  public func countText() { run.countText() }

  /// What training shows.
  public var snapshot: Snapshot { run.observed() }

  /// The screen; keys then go on from what it could show.
  public func scene(size: Size, _ capabilities: Capabilities) -> Scene {
    let scene = LabDrawing.scene(state, snapshot, size: size, capabilities)
    state.settle(scene)
    return scene
  }

  /// Tells the lab what training did.
  private func observe() { outgoing += state.handle(.measured(run.snapshot)) }
}
