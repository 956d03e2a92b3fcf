import Engine
import Foundation
import Testing

@testable import Problems

@Suite("A sine")
struct SineTests {
  @Test("A sine's baselines are those worked out by hand, and windows follow each other")
  func sine() {
    let turn = Double.pi / 20
    var problem = Sine(ProblemOptions(steps: 20, batch: 1))
    #expect(abs(Double(problem.baselines[0].value) - (1 - cos(turn))) < 1e-8)
    #expect(abs(Double(problem.baselines[1].value) - sin(turn) * sin(turn) / 20) < 1e-8)
    // A window of a whole period always begins at the same position: nothing is unknown.
    #expect(abs(Sine(ProblemOptions(steps: 40, batch: 1)).baselines[1].value) < 1e-12)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    let last = batch.values.last
    #expect(batch.startsAnew)
    problem.fill(&batch, using: &random)
    #expect(batch.features.first == last && !batch.startsAnew)
    var reset = Sine(ProblemOptions(steps: 20, batch: 1, carries: false))
    reset.fill(&batch, using: &random)
    reset.fill(&batch, using: &random)
    #expect(batch.startsAnew)
  }

  @Test("Copying the input costs what the baseline says, over a period")
  func persistence() {
    var squares = 0.0
    for position in 0..<40 {
      let step = Double(Sine.value(position + 1) - Sine.value(position))
      squares += step * step
    }
    let baseline = Sine(ProblemOptions(steps: 20, batch: 1)).baselines[0].value
    #expect(abs(squares / 40 - Double(baseline)) < 1e-7)
  }
}
