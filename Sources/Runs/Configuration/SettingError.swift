/// A name or a value that no setting knows, or that has no effect, with what is allowed instead.
public struct SettingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let problem: String
  /// What could stand there; may be empty.
  public let allowed: [String]
  private let lead: String
  private let isChoice: Bool

  /// A mistake.
  ///
  /// - Parameters:
  ///   - problem: what is wrong
  ///   - allowed: what could stand there
  ///   - lead: the words between the two
  ///   - isChoice: whether `allowed` are words of a list, or ranges
  public init(
    problem: String, allowed: [String] = [], lead: String = "allowed:", isChoice: Bool = true
  ) {
    (self.problem, self.allowed, self.lead) = (problem, allowed, lead)
    self.isChoice = isChoice
  }

  /// One line: the problem, then what there is.
  public var description: String {
    guard !allowed.isEmpty else { return problem }
    return "\(problem); \(lead) \(allowed.joined(separator: isChoice ? ", " : " or "))"
  }
}
