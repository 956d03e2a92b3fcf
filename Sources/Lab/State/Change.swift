import Runs

/// Something that a person changed and may take back.
enum Change: Sendable, Equatable {
  /// Settings, as they were before.
  case settings(Configuration)
  /// A weight, by its index, and how far it was moved.
  case weight(Int, Float)
  /// The run was forked.
  case fork

  /// Whether a new run leaves it as it is.
  var outlivesRun: Bool { if case .settings = self { true } else { false } }
}
