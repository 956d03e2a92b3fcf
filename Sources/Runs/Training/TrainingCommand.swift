/// What training is asked to do.
public enum TrainingCommand: Sendable, Equatable {
  /// What is to be measured, from now on.
  case watch(Watch)
  /// A new run from the seed, measured once before its first update, and beside it runs that learn
  /// the same problem with settings of their own.
  case start(
    run: Int, configuration: Configuration, dataFile: String?, contestants: [Configuration] = [])
  /// Settings that a run takes up as it goes.
  case adjust(Configuration)
  case train, pause
  /// The run as planned from five seeds, in the background.
  case trySeeds
  /// One update.
  case step
  /// Goes back to an update and parts from the run as it was, which goes on beside.
  case fork(Int)
  /// Drops the fork: the run is the one that was left.
  case unfork
  /// Something that a person typed, for the model to answer.
  case ask(String)
  /// Adds a number to a recurrent weight, by its index.
  case nudge(Int, Float)
  /// Checks the gradient of a recurrent weight, by its index, by moving it.
  case check(Int)
  /// The lesson was left.
  case stop
}

/// What is measured of a run while it is watched.
public struct Watch: Sendable, Equatable {
  /// What every snapshot shows of the run.
  public var observations: Set<ObservationKind>
  /// What it shows of the runs that learn the same problem beside it.
  public var beside: Set<ObservationKind>
  /// Updates at which everything is evaluated and the snapshot is kept, as `Snapshot.moments`.
  public var moments: Set<Int>

  /// What is to be measured.
  public init(
    _ observations: Set<ObservationKind>, beside: Set<ObservationKind> = [],
    moments: Set<Int> = []
  ) {
    (self.observations, self.beside, self.moments) = (observations, beside, moments)
  }
}

extension Watch: ExpressibleByArrayLiteral {
  /// Observations of the run alone.
  public init(arrayLiteral elements: ObservationKind...) { self.init(Set(elements)) }
}
