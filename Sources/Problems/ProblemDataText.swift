extension ProblemData {
  /// What `init` reads, as the text of a file: given back to `init`, it is the same data.
  ///
  /// - Parameters:
  ///   - file: what a person named; nil for what is shipped or made up
  ///   - form: what it holds
  ///   - shipped: the text that is learned where none is named
  public static func text(
    file: String?, as form: Form, shipped: String
  ) throws(CorpusError) -> String {
    switch form {
    case .text:
      let corpus = try Corpus(file: file ?? shipped, least: 0)
      return corpus.text(corpus.training + corpus.heldOut)
    case .labelled: return lines(try rows(of: file) ?? LabelledTexts.generatedRows)
    case .pairs: return lines(try rows(of: file) ?? TextPairs.frenchRows)
    }
  }

  private static func rows(of file: String?) throws(CorpusError) -> [TabbedFile.Row]? {
    try file.map { name throws(CorpusError) in try TabbedFile(file: name).rows }
  }

  private static func lines(_ rows: [TabbedFile.Row]) -> String {
    rows.map { "\($0.left)\t\($0.right)\n" }.joined()
  }
}
