/// A statement of a lesson that `unroll check` measures.
public struct Claim: Sendable, Equatable {
  /// The statement.
  public let text: String
  /// Settings of the run, in addition to the page's.
  public let settings: [String]
  /// Updates of the run.
  public let updates: Int?
  /// What must hold.
  public let condition: Condition
  /// Whether it is enough that it holds once, at whatever update; otherwise it must at the last.
  public let isReached: Bool
  /// Seeds that are tried, from 1.
  public let seeds: Int
  /// For how many of them it must hold.
  public let least: Int
  /// Whether it takes so long that only `check --all` measures it.
  public let isSlow: Bool
  /// Its line in the file.
  public let line: Int

  /// A statement as a lesson makes it.
  package init(
    text: String, settings: [String], updates: Int?, condition: Condition, isReached: Bool,
    seeds: Int, least: Int, isSlow: Bool, line: Int
  ) {
    (self.text, self.settings, self.updates, self.condition) = (text, settings, updates, condition)
    (self.isReached, self.seeds, self.least) = (isReached, seeds, least)
    (self.isSlow, self.line) = (isSlow, line)
  }
}
