import Problems

extension Configuration {
  /// The problem's row in the list of problems.
  package var problemKind: ProblemKind {
    guard let kind = ProblemKind.named(problem) else {
      preconditionFailure("settings take problems from the list of problems only")
    }
    return kind
  }

  /// What a file given for the problem holds; nil where it reads none.
  public var reads: ProblemData.Form? { problemKind.reads }
}
