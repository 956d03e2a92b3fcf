/// A statement of a lesson that `unroll check` measures.
public struct Claim: Sendable, Equatable {
  /// The runs that a claim is about.
  public struct Trials: Sendable, Equatable {
    /// Settings of every run, in addition to the page's.
    public let settings: [String]
    /// Updates of every run; nil for as many as the page plans.
    public let updates: Int?
    /// Seeds that are tried, from 1.
    public let seeds: Int
    /// For how many of them the claim must hold.
    public let least: Int
    /// Whether they take so long that only `check --all` measures them.
    public let isSlow: Bool

    /// Runs of the seeds from 1 to `seeds`.
    package init(settings: [String], updates: Int?, seeds: Int, least: Int, isSlow: Bool) {
      (self.settings, self.updates, self.seeds) = (settings, updates, seeds)
      (self.least, self.isSlow) = (least, isSlow)
    }
  }

  /// What is said, in words.
  public let text: String
  /// The runs that it is about.
  public let trials: Trials
  /// What must hold.
  public let condition: Condition
  /// Whether it is enough that it holds once, at whatever update; otherwise it must at the last.
  public let isReached: Bool
  /// What was measured when it was last recorded, as `ClaimCheck` words it; nil before.
  public let measured: String?
  /// Its line in the file.
  public let line: Int

  /// A statement as a lesson makes it.
  package init(
    text: String, trials: Trials, condition: Condition, isReached: Bool, measured: String?,
    line: Int
  ) {
    (self.text, self.trials, self.condition) = (text, trials, condition)
    (self.isReached, self.measured, self.line) = (isReached, measured, line)
  }
}
