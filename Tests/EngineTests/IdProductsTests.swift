import Testing

@testable import Engine

@Suite("Products of ids")
struct IdProductsTests {
  @Test(
    "One product for each different id agrees with one for each row, and its states in every digit",
    arguments: Cells.all.map(\.name), [true, false])
  func ids(name: String, isTrained: Bool) throws {
    let kind = try #require(Cells.named(name))
    let (steps, batch, inputs, hidden, count) = (6, 5, 4, 19, 7)
    func layer(isEmbeddedBefore: Bool) -> (Tape, Recurrence, Tokens) {
      let tape = Tape(parameters: Parameters())
      let table = tape.parameters.add(
        "embedding.weight", shape: [count, inputs], isTrained: isTrained)
      let weights = RecurrenceWeights(
        "rnn", cell: kind, inputs: inputs, hidden: hidden, in: tape.parameters)
      let ids = tape.tokens(count: steps * batch)
      let layer = tape.recurrence(
        isEmbeddedBefore
          ? .sequence(tape.embedding(ids, table, padding: 2)) : .embedded(ids, table, padding: 2),
        weights, steps: steps)
      let weight = tape.input(like: layer.output)
      tape.weightedSum(layer.output, weight)
      var random = Random(seed: 5)
      for parameter in tape.parameters.all {
        tape.parameters.set(parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
      }
      tape.write((0..<weight.rows * weight.columns).map { _ in random.normal() }, to: weight)
      return (tape, layer, ids)
    }
    let (plain, plainLayer, plainIds) = layer(isEmbeddedBefore: true)
    let (once, onceLayer, onceIds) = layer(isEmbeddedBefore: false)
    // Each batch has some of the ids, and not those of the batch before.
    for draw: (Int) -> Int32 in [{ Int32($0 % 3) }, { Int32(6 - $0 * $0 % 5) }, { _ in 2 }] {
      let ids = (0..<steps * batch).map(draw)
      plain.write(ids, to: plainIds)
      once.write(ids, to: onceIds)
      for tape in [plain, once] {
        tape.forward()
        tape.backward()
      }
      #expect(once.read(onceLayer.output) == plain.read(plainLayer.output))
      for parameter in plain.parameters.all where parameter.isTrained {
        expectClose(
          once.parameters.gradient(of: parameter), plain.parameters.gradient(of: parameter))
      }
    }
  }
}
