import Engine
import Testing

@testable import Problems

@Suite("Messages")
struct MessagesTests {
  @Test("Made-up messages have their share of spam, and none of what is held out is learned from")
  func messages() throws {
    let texts = LabelledTexts.generated
    #expect(texts.labels == ["ham", "spam"])
    #expect(texts.training.count + texts.heldOut.count == 2000)
    let known = Set(texts.training.map(\.words))
    #expect(!texts.heldOut.contains { known.contains($0.words) })
    #expect(abs(texts.shares[1] - 0.134) < 0.03)
    #expect(texts.training.allSatisfy { $0.words.allSatisfy { $0 > 0 } })
    let entropy = Messages(texts, steps: 20, batch: 4).baselines[1].value
    #expect(entropy > 0.35 && entropy < 0.43)
  }

  @Test("Short messages are padded at their end, and their lengths are told")
  func padding() {
    var batch = Batch()
    batch.fill(
      with: [
        LabelledTexts.Example(words: [5, 6], label: 1),
        LabelledTexts.Example(words: [7, 8, 9, 10], label: 0),
      ], steps: 3)
    #expect(
      batch.ids == [5, 7, 6, 8, 0, 9] && batch.lengths == [2, 3] && batch.classes == [1, 0])
  }
}
