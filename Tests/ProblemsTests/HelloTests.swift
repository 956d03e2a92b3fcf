import Engine
import Foundation
import Testing

@testable import Problems

@Suite("The word hello")
struct HelloTests {
  @Test("Hello without memory costs half a bit in four letters")
  func hello() {
    var problem = Hello(steps: 4, batch: 2)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    #expect(batch.ids == [0, 0, 1, 1, 2, 2, 2, 2] && batch.classes == [1, 1, 2, 2, 2, 2, 3, 3])
    #expect(abs(problem.baselines[1].value - Float(log(2.0) / 2)) < 1e-6)
  }
}
