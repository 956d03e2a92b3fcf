import Runs

/// What the lab asks of the world around it: whatever leaves the lab leaves as one of these.
public enum Effect: Sendable, Equatable {
  /// Something asked of training.
  case training(TrainingCommand)
  /// Save what is seen.
  case save
  /// Copy the pane's numbers.
  case copy
  /// Write the person's choices down.
  case remember
  /// Write down what the student has done.
  case keepProgress
  /// Write down settings under a name.
  case keepSettings(String)
  /// Tell something in words, where the lab is told line by line.
  case tell(Topic)

  /// What may be told in words.
  public enum Topic: Sendable, Equatable {
    /// The page, from its title on.
    case page
    /// What the charts show: all of them, or the one with this index.
    case panels(Int? = nil)
    /// Where the run is.
    case status
    /// What a part of the screen is, by its name; without one, which there are.
    case element(String)
  }
}

extension Sequence<Effect> {
  /// Those that training carries out.
  public var commands: [TrainingCommand] {
    compactMap { if case .training(let command) = $0 { command } else { nil } }
  }
}
