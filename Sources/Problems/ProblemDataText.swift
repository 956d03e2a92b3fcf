extension ProblemData {
  /// What `init` reads, as the text of a file: given back to `init`, it is the same data.
  ///
  /// - Parameters:
  ///   - file: what a person named; nil for what is shipped or made up
  ///   - form: what it holds
  ///   - shipped: the text that is learned where none is named
  public static func text(
    file: DataFile?, as form: Form, shipped: String
  ) throws(CorpusError) -> String {
    switch form {
    case .text:
      let text = if let file { file } else { try DataFile(shipped) }
      let corpus = try Corpus(text, least: 0)
      return corpus.text(corpus.training + corpus.heldOut)
    case .labelled:
      guard let file else { return lines(LabelledTexts.generatedRows) }
      let columns = try TwoColumns(file, as: .labelled)
      return lines(LabelSpelling(columns.rows.map(\.left)).applied(to: columns.rows))
    case .pairs:
      guard let file else { return lines(TextPairs.frenchRows) }
      return lines(try TwoColumns(file, as: .pairs).rows)
    }
  }

  private static func lines(_ rows: [TwoColumns.Row]) -> String {
    rows.map { "\($0.left)\t\($0.right)\n" }.joined()
  }
}
