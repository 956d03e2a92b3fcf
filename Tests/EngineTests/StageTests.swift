import Testing

@testable import Engine

@Suite("Stages of a pass")
struct StageTests {
  /// The operations of each stage, those that share their rows in one list.
  private func names(_ stages: [Stage]) -> [[String]] {
    stages.map { stage in
      switch stage {
      case .whole(let stage): [stage.operation.name]
      case .rowwise(let run): run.operations.map(\.operation.name)
      }
    }
  }

  private func attention(queries: Int) -> Tape {
    let (batch, steps, size) = (2, 3, 4)
    let tape = Tape(parameters: Parameters())
    let v = tape.parameters.add("v", shape: [1, size])
    let keys = tape.input(rows: steps * batch, columns: size)
    let scores = tape.additiveScores(
      tape.input(rows: queries * batch, columns: size), keys, v, batch: batch)
    _ = tape.contextVectors(tape.softmax(scores), of: keys, batch: batch)
    return tape
  }

  @Test("One query for each sequence: threads go through all of attention with their own")
  func oneQuery() {
    let operations = attention(queries: 1).operations
    let forward = Stage.stages(operations) { $0.forwardRows }
    #expect(names(forward) == [["additive scores"], ["additive scores", "softmax", "attention"]])
    let backward = Stage.stages(operations.reversed()) { $0.backwardRows }
    #expect(names(backward) == [["attention", "softmax", "additive scores"], ["additive scores"]])
    guard case .rowwise(let run) = forward[1] else { return #expect(Bool(false), "not by rows") }
    #expect(run.rows == 2)
    #expect(run.work == operations.compactMap { ($0 as? any RowwiseOperation)?.work }.reduce(0, +))
  }

  @Test(
    "More queries: backward, those of a sequence stay together where they share its keys")
  func moreQueries() {
    let operations = attention(queries: 5).operations
    let forward = Stage.stages(operations) { $0.forwardRows }
    #expect(names(forward) == [["additive scores"], ["additive scores", "softmax", "attention"]])
    let backward = Stage.stages(operations.reversed()) { $0.backwardRows }
    #expect(
      names(backward)
        == [["attention"], ["softmax"], ["additive scores"], ["additive scores"]])
  }
}
