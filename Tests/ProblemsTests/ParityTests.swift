import Engine
import Testing

@testable import Problems

@Suite("Parity")
struct ParityTests {
  @Test("Parity turns around at every one")
  func parity() {
    var problem = Parity(steps: 9, batch: 40)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    for sequence in 0..<40 {
      var ones = 0
      for step in 0..<9 {
        ones += Int(batch.ids[step * 40 + sequence])
        #expect(Int(batch.classes[step * 40 + sequence]) == ones % 2)
      }
    }
    #expect(Set(batch.ids) == [0, 1])
  }
}
