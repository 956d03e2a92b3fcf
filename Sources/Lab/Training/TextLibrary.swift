import Problems

/// Where texts come from: a file the person names, or the one that is shipped.
public struct TextLibrary: Sendable {
  private let assets: String

  /// The library over the folder of shipped texts.
  public init(assets: String) {
    self.assets = assets
  }

  /// The file of the shipped text.
  public var shipped: String { assets + "/lighthouse.txt" }

  /// The text in `file`, or the shipped one; it must be long enough for the training windows of
  /// `configuration`. Throws in one line.
  public func corpus(file: String?, for configuration: Configuration) throws(CorpusError) -> Corpus
  {
    let least = ProblemKind.leastTextLength(
      steps: configuration.steps, batch: configuration.batch)
    return try Corpus(file: file ?? shipped, least: least)
  }
}
