/// Names that were changed, each with the one that it has now: files of people that have the old
/// ones are still read, with a hint.
///
/// A catalogue that renames an entry adds a row here; nothing else has to know.
public struct FormerNames: Sendable {
  private let names: [String: String]

  /// Old names with their new ones.
  public init(_ names: [String: String]) { self.names = names }

  /// Those of settings.
  public static let settings = FormerNames([:])

  /// The name that `name` has now; the hint is nil where it was never changed.
  public func current(_ name: String) -> (name: String, hint: String?) {
    guard let now = names[name] else { return (name, nil) }
    return (now, "'\(name)' is now called '\(now)'")
  }
}
