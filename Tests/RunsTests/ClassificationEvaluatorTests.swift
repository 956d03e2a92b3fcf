import Problems
import Testing

@testable import Runs

@Suite("The evaluator of classes")
struct ClassificationEvaluatorTests {
  @Test("A read-out past the end sees the padding, and one at the end does not")
  func readout() throws {
    let settings = ["problem=messages", "cell=tanh", "hidden=16", "rate=0.005"]
    let last = try trained(settings + ["steps=120", "readout=last"], updates: 50)
    let valid = try trained(settings + ["steps=120", "readout=valid"], updates: 50)
    let (lost, kept) = (try #require(last.classification), try #require(valid.classification))
    #expect(lost.found == 0 && (kept.found ?? 0) > 0.8)
    #expect(lost.accuracy == 1 - Float(lost.counts[2]) / Float(lost.counts.reduce(0, +)))
    #expect(lost.counts.reduce(0, +) == LabelledTexts.generated.heldOut.count)
  }
}
