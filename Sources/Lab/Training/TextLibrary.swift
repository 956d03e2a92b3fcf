import Problems

/// Where data comes from: a file the person names, or what is shipped or made up.
public struct TextLibrary: Sendable {
  private let assets: String

  /// The library over the folder of shipped texts.
  public init(assets: String) {
    self.assets = assets
  }

  /// The file of the shipped text.
  public var shipped: String { assets + "/lighthouse.txt" }

  /// What the problem of `configuration` learns from, in `file` or of its own; nil where it reads nothing.
  /// A text must be long enough for the training windows. Throws in one line.
  public func data(
    file: String?, for configuration: Configuration
  ) throws(CorpusError) -> ProblemData? {
    guard let form = configuration.reads else { return nil }
    return try ProblemData(
      file: file, as: form, shipped: shipped,
      least: ProblemKind.leastTextLength(
        steps: configuration.steps, batch: configuration.batch))
  }
}
