import Testing

@testable import Engine

@Suite("The arena of a tape")
struct ArenaTests {
  @Test("A tape that has not run can be reset and read")
  func earlyReset() throws {
    let kind = try #require(Cells.named("lstm"))
    let shape = SequenceModel.Hyperparameters(
      input: .oneHot(5), cell: kind, hidden: 7, output: .classes(5), predictsEveryStep: true)
    let model = SequenceModel(shape, steps: 2, batch: 1, parameters: Parameters())
    model.recurrence.resetState()
    model.recurrence.carryState()
    #expect(model.tape.read(model.outputs) == [Float](repeating: 0, count: 10))
  }
}
