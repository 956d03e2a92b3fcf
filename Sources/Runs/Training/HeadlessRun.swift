import Engine
import Problems

/// A run without a terminal: the same training, driven to its end by the caller's thread.
public struct HeadlessRun {
  private let run: TrainingRun

  /// Sets up `configuration`; throws in one line if that cannot be done.
  public init(
    _ configuration: Configuration, library: TextLibrary, dataFile: String?, threads: Int = 1,
    run number: Int = 1, watching observations: Set<ObservationKind> = []
  ) throws {
    run = TrainingRun(library: library, threads: threads)
    run.perform(.watch(observations))
    run.perform(.start(run: number, configuration: configuration, dataFile: dataFile))
    if case .failed(let reason) = run.snapshot.phase { throw RunFailure(reason: reason) }
    if let corpus = run.corpus {
      run.take(nGramBits: TrainingRun.nGramBits(of: corpus))
    }
    run.finishEvaluations()
  }

  /// Trains for `updates` updates or until the run diverges, and evaluates the last weights.
  public func train(updates: Int) {
    for _ in 0..<updates where !run.snapshot.stopped { run.perform(.step) }
    run.evaluateNow()
  }

  /// The same; `each` sees every update, with its observations.
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
  public func saved() -> SafeTensors { run.saved() ?? SafeTensors() }

  /// Goes on from a file's contents; throws in one line what does not fit.
  public func load(_ file: SafeTensors) throws(CheckpointError) {
    try run.load(file)
    run.finishEvaluations()
  }

  /// The same from the bytes of a safetensors file.
  public func load(bytes: [UInt8]) throws(CheckpointError) { try load(SafeTensors(bytes: bytes)) }

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
