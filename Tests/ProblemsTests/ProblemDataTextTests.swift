import Testing

@testable import Problems

@Suite("Made-up data as a file")
struct ProblemDataTextTests {
  @Test("What is made up, printed as a file, is read as the same data")
  func files() throws {
    func file(_ form: ProblemData.Form, _ columns: TwoColumns.Form) throws -> TwoColumns {
      let text = try ProblemData.text(file: nil, as: form, shipped: "")
      return try TwoColumns(bytes: Array(text.utf8), name: "made up", as: columns)
    }
    let (texts, made) = (try LabelledTexts(file(.labelled, .labelled)), LabelledTexts.generated)
    #expect(texts.vocabulary == made.vocabulary && texts.labels == made.labels)
    #expect(texts.training == made.training && texts.heldOut == made.heldOut)
    let (pairs, french) = (try TextPairs(file(.pairs, .pairs)), TextPairs.french)
    #expect(pairs.sourceWords == french.sourceWords && pairs.targetWords == french.targetWords)
    #expect(pairs.training == french.training && pairs.heldOut == french.heldOut)
    #expect(texts.complaint == nil && pairs.complaint == nil)
  }
}
