import Testing

@testable import Problems

@Suite("Labelled texts")
struct LabelledTextsTests {
  private func texts(_ rows: [(String, String)]) throws(CorpusError) -> LabelledTexts {
    let text = rows.map { "\($0.0)\t\($0.1)\n" }.joined()
    return try LabelledTexts(TwoColumns(bytes: Array(text.utf8), name: "f", as: .labelled))
  }

  @Test("A file of one label or of few lines is refused in one line")
  func refused() {
    func reason(_ rows: [(String, String)]) -> String? {
      #expect(throws: CorpusError.self) { try texts(rows) }?.reason
    }
    #expect(reason((0..<60).map { ("a", "b \($0)") })?.contains("one label only") == true)
    #expect(reason([("a", "b"), ("c", "d")])?.contains("50 are needed") == true)
  }

  @Test("Labels that differ in case or blanks are one, spelled as most often, and told")
  func spelling() throws {
    let spellings = ["Ham", "spam", "HAM", "Ham", "Spam ", "Ham"]
    let file = try texts((0..<60).map { (spellings[$0 % 6], "text \($0)") })
    #expect(file.labels == ["Ham", "Spam"])
    #expect(file.complaint == "the label HAM is read as Ham; the label spam is read as Spam")
  }

  @Test("A label that occurs once is told")
  func rare() throws {
    let file = try texts((0..<60).map { (["a", "b"][$0 % 2], "text \($0)") } + [("c", "more")])
    #expect(file.labels == ["a", "b", "c"] && file.complaint == "the label c occurs once")
  }

  @Test("Equal texts are on one side, whatever their case and spaces")
  func copies() throws {
    let file = try texts(
      (0..<400).map { (["a", "b"][$0 % 2], "Text  number \($0 % 100) !") }
        + (0..<100).map { (["a", "b"][$0 % 2], "text number \($0)!") })
    let known = Set(file.training.map(\.words))
    #expect(file.training.count == 400 && file.heldOut.count == 100)
    #expect(!file.heldOut.contains { known.contains($0.words) })
  }

  @Test("Texts that all differ keep the order in which they were shuffled before")
  func order() {
    let split = SplitByContent((0..<50).map { $0 }, seed: 1, heldOutOf: 5)
    #expect(split.training.count == 40 && Set(split.training + split.heldOut).count == 50)
    #expect(split.training != Array(0..<40))
  }
}
