import Testing

@testable import Engine

@Suite("Word vectors")
struct WordVectorsTests {
  private func read(_ text: String) throws -> WordVectors {
    try WordVectors(bytes: Array(text.utf8))
  }

  @Test("A file of words and numbers becomes a table by word")
  func table() throws {
    let vectors = try read("the 0.5 -1e-3\r\n, 2 3\ncafé 4 5\n. . . 6 7\nthe 9 9\n")
    #expect(vectors.words == ["the", ",", "café", ". . ."])
    #expect(vectors.size == 2)
    #expect(vectors["the"] == [0.5, -0.001])
    #expect(vectors["no"] == nil)
    let table = vectors.table(for: ["café", "unknown", "the"])
    #expect(table.numbers == [4, 5, 0, 0, 0.5, -0.001])
    #expect(table.missing == 1)
  }

  @Test(
    "A broken line is named",
    arguments: [
      ("a 1 2\nb 1\n", "line 2: has 1 numbers, and 2 are needed"),
      ("a 1 x\n", "line 1: 'x' is not a number"), ("a 1 nan\n", "line 1: 'nan' is not a number"),
      ("a 1 2\n\n 3 4\n", "line 3: does not begin with a word in UTF-8"),
      ("a\n", "line 1: has 0 numbers, and 1 are needed"), ("\n\n", "has no word vectors"),
    ])
  func broken(text: String, line: String) {
    let error = #expect(throws: CheckpointError.self) { try read(text) }
    #expect(error?.description == line)
  }

  @Test("A frozen table is read, gets no gradient and no step")
  func frozen() throws {
    let vectors = try read("a 1 2\nb 3 4\nc 5 6\n")
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    let table = parameters.add("embedding.weight", shape: [3, 2], isTrained: false)
    let weight = parameters.add("fc.weight", shape: [1, 2])
    let ids = tape.tokens(count: 2)
    let y = tape.linear(tape.embedding(ids, table), weight)
    tape.meanSquaredError(y, tape.input(like: y))
    parameters.set(table, vectors.table(for: ["a", "b", "c"]).numbers)
    parameters.set(weight, [1, 1])
    tape.write([2, 0], to: ids)
    let trainer = Trainer(
      tape, optimizer: Adam(rate: 0.1, weightDecay: 0.5, decay: .decoupled), clipping: .norm(1))
    let update = trainer.update()
    #expect(update.loss == (121 + 9) / 2)
    #expect(parameters.values(of: table) == [1, 2, 3, 4, 5, 6])
    #expect(parameters.gradient(of: table) == [0, 0, 0, 0, 0, 0])
    #expect(parameters.values(of: weight) != [1, 1])
    #expect(parameters.count == 2)
    // It is part of the model all the same.
    #expect(parameters.stored().tensors["embedding.weight"]?.floats == [1, 2, 3, 4, 5, 6])
  }
}
