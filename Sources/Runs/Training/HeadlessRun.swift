import Engine
import Problems

/// A run without a terminal: the same training, driven to its end by the caller's thread.
public struct HeadlessRun {
  private let run: TrainingRun

  /// Sets up `configuration`; throws in one line if that cannot be done.
  ///
  /// - Parameter saved: what `load` will be given, which decides how the data is numbered
  public init(
    _ configuration: Configuration, library: TextLibrary, dataFile: String?, threads: Int = 1,
    watching watched: Watch = Watch(), from saved: SavedRun? = nil
  ) throws {
    run = TrainingRun(library: library, threads: threads)
    run.savedVocabulary = saved?.vocabulary
    try begin(
      .start(run: 1, configuration: configuration, dataFile: dataFile), watching: watched)
  }

  /// The same on the lab's own data, with `contestants` that learn the same problem beside it.
  public init(
    _ configuration: Configuration, beside contestants: [Configuration], library: TextLibrary,
    watching watched: Watch
  ) throws {
    run = TrainingRun(library: library)
    try begin(
      .start(
        run: 1, configuration: configuration, dataFile: nil, contestants: contestants),
      watching: watched)
  }

  private func begin(_ start: TrainingCommand, watching watched: Watch) throws {
    run.perform(.watch(watched))
    run.perform(start)
    if case .failed(let reason) = run.snapshot.phase { throw RunFailure(reason: reason) }
    run.countText()
    run.finishEvaluations()
  }

  /// Trains for `updates` updates or until the run diverges, and evaluates the last weights.
  public func train(updates: Int) {
    for _ in 0..<updates where !run.snapshot.stopped { run.perform(.step) }
    run.evaluateNow()
  }

  /// Does one update, unless the run has diverged; whether it did.
  public func step() -> Bool {
    guard !run.snapshot.stopped else { return false }
    run.perform(.step)
    return true
  }

  /// Completes the evaluations that the last update asked for.
  public func finishEvaluations() { run.finishEvaluations() }

  /// Evaluates the weights as they are.
  public func evaluate() { run.evaluateNow() }

  /// The same as `train`; `each` sees every update, with its observations.
  public func train(updates: Int, each: (Snapshot) throws -> Void) rethrows {
    for _ in 0..<updates where !run.snapshot.stopped {
      run.perform(.step)
      run.finishEvaluations()
      try each(run.observed())
    }
    run.evaluateNow()
  }

  /// Updates done.
  public var updates: Int { run.snapshot.update }

  /// The run as a file's contents.
  public func saved() -> SafeTensors { run.savedWithSettings() ?? SafeTensors() }

  /// What it learns from; nil where its problem reads nothing.
  public var data: SavedData? { run.savedData }

  /// Goes on from a file's contents; throws in one line what does not fit.
  public func load(_ file: SafeTensors) throws(CheckpointError) {
    try run.load(file)
    run.finishEvaluations()
  }

  /// Goes on from what a file holds; throws in one line what does not fit.
  public func load(_ saved: SavedRun) throws(CheckpointError) {
    if let file = saved.run { try run.load(file) }
    if let weights = saved.weights { try run.load(weights) }
    run.finishEvaluations()
  }

  /// What it shows now, with every observation.
  public var snapshot: Snapshot { run.observed() }
}

/// Why a run could not be set up.
public struct RunFailure: Error, Sendable, CustomStringConvertible {
  /// The reason, in one line.
  public let reason: String

  /// The reason.
  public var description: String { reason }
}
