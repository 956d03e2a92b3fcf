import Testing

@testable import Engine

extension Fixture {
  /// The reduction of a loss.
  func reduction() throws -> Reduction {
    let name = config["reduction"] as? String
    try #require(name == "mean" || name == "sum", "the reduction is not supported")
    return name == "mean" ? .mean : .sum
  }
}
