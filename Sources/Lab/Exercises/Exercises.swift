import Runs

/// What the student says will happen, before a run that shows it.
public struct Prediction: Sendable, Equatable {
  /// Something that may happen, and when it has.
  public struct Choice: Sendable, Equatable {
    /// In words.
    public let text: String
    /// What a run must be for it.
    public let condition: Condition
    /// What refutes it, shown to whoever chose it: `You may think ...; but ...`; may be empty.
    public let refutation: String
  }

  /// What the page asks before the run is started.
  public let question: String
  /// What may happen; none where a marker is set on an axis instead.
  public let choices: [Choice]
  /// What the marker is set for.
  public let guessed: Runs.Measurement?
  /// What the student sets first, as the page says; none where it is asked of the page as it opens.
  public let path: [String]
  /// The update after which it is known; none to go by where the run diverges before.
  public let after: Int
  /// Whether the page says that it depends on the seed.
  public let varies: Bool
  /// Whether it takes so long that only `check --all` measures it.
  public let isSlow: Bool
  /// Why it is so, shown afterwards.
  public let why: String
  /// Its line in the file.
  public let line: Int

  /// The first choice that `snapshot` makes true; nil where none is.
  public func outcome(_ snapshot: Snapshot) -> Int? {
    choices.firstIndex { $0.condition.holds(for: snapshot) }
  }

  /// What of it was measured, in words.
  public func measured(_ snapshot: Snapshot) -> String {
    if let guessed { return guessed.words(snapshot) ?? "no \(guessed.name)" }
    return Condition.measured(choices.map(\.condition), snapshot)
  }

  /// The moment of a run that decides it: the update that it is asked about, or the end of a run
  /// that diverged before; nil as long as there is none.
  public func decidingMoment(of snapshot: Snapshot) -> Snapshot? {
    snapshot.moments[after] ?? (snapshot.divergedAt != nil ? snapshot : nil)
  }
}

/// Something that the student brings about, and the lab sees.
public struct Challenge: Sendable, Equatable {
  /// What to do.
  public let text: String
  /// When it is done.
  public let condition: Condition
  /// Help, step by step.
  public let hints: [String]
  /// Settings that show how it is done.
  public let solution: [String]
  /// Why it works, shown afterwards.
  public let why: String
  /// Its line in the file.
  public let line: Int
}

/// An exercise whose every word has been found.
public enum PageExercise: Sendable, Equatable {
  case prediction(Prediction)
  case challenge(Challenge)
  case claim(Claim)

  /// What it measures.
  var measurements: [Runs.Measurement] {
    switch self {
    case .prediction(let prediction):
      prediction.choices.flatMap(\.condition.measurements)
        + [prediction.guessed].compactMap(\.self)
    case .challenge(let challenge): challenge.condition.measurements
    case .claim(let claim): claim.condition.measurements
    }
  }

  /// What it is about, as conditions.
  var conditions: [Condition] {
    switch self {
    case .prediction(let prediction): prediction.choices.map(\.condition)
    case .challenge(let challenge): [challenge.condition]
    case .claim(let claim): [claim.condition]
    }
  }
}
