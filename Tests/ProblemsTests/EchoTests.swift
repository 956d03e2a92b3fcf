import Engine
import Testing

@testable import Problems

@Suite("Echo")
struct EchoTests {
  @Test(
    "answers with the bit of six steps ago, across the edges of windows", arguments: [4, 7, 12])
  func delay(steps: Int) {
    var problem = Echo(ProblemOptions(steps: steps, batch: 3))
    var random = Random(seed: 1, stream: 2)
    var batch = Batch()
    var (bits, answers) = ([[Int32]](), [[Int32]]())
    for window in 0..<10 {
      problem.fill(&batch, using: &random)
      #expect(batch.startsAnew == (window == 0))
      for step in 0..<steps {
        bits.append(Array(batch.ids[step * 3..<step * 3 + 3]))
        answers.append(Array(batch.classes[step * 3..<step * 3 + 3]))
      }
    }
    #expect(Array(answers.dropFirst(6)) == Array(bits.dropLast(6)))
    for sequence in 0..<3 {
      let ones = bits.count { $0[sequence] == 1 }
      #expect(ones > bits.count / 5 && ones < bits.count * 4 / 5)
    }
  }

  @Test("goes on from its position, whatever the draws")
  func position() {
    var one = Echo(ProblemOptions(steps: 7, batch: 2))
    var random = Random(seed: 1, stream: 2)
    var (first, second, again) = (Batch(), Batch(), Batch())
    one.fill(&first, using: &random)
    var other = Echo(ProblemOptions(steps: 7, batch: 2))
    other.position = one.position
    one.fill(&second, using: &random)
    var others = Random(seed: 9, stream: 3)
    other.fill(&again, using: &others)
    #expect(second.ids == again.ids && second.classes == again.classes)
    #expect(other.position == one.position && first.ids != second.ids)
  }

  @Test("names what a state that is reset costs, where a window can hold an answer")
  func baselines() {
    #expect(Echo(ProblemOptions(steps: 6, batch: 1)).baselines.map(\.name) == ["chance", "solved"])
    let reset = Echo(ProblemOptions(steps: 12, batch: 1, carries: false)).baselines
    #expect(reset.map(\.name) == ["chance", "state reset", "solved"])
    #expect(abs(reset[1].value - logarithm(2) / 2) < 1e-6)
  }
}
