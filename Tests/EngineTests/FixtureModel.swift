import Testing

@testable import Engine

/// A model of a case: what the course's decks build around one recurrent stack.
struct FixtureModel {
  let tape: Tape
  let stack: RecurrentStack
  let logits: Tensor
  let predictsEveryStep: Bool

  init(_ fixture: Fixture) throws {
    try fixture.allowOptions([
      "vocab", "hidden_size", "hidden_dim", "batch_size", "seq_len", "layout", "ids", "loss",
      "embed_size", "embed_dim", "embedding_dim", "classes", "parts_size", "num_layers",
    ])
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    self.tape = tape
    let names = fixture.names(in: "params")
    let isLSTM = names.contains { $0.hasPrefix("lstm.") }
    let cell = try #require(Cells.named(isLSTM ? "lstm" : "tanh"))
    let hidden = try #require(
      fixture.config["hidden_size"] as? Int ?? fixture.config["hidden_dim"] as? Int)
    var shape = RecurrentStack.Hyperparameters(cell: cell, hidden: hidden)
    shape.layers = fixture.config["num_layers"] as? Int ?? 1

    // Ids, time first; with the next ones as targets where the case has no others.
    let isBatchFirst = fixture.config["layout"] != nil
    var given = try fixture.require("inputs", "ids", isBatchFirst ? .sequence : .asIs)
    if given.shape.count == 1 { given.shape.append(1) }
    let batch = given.shape[1]
    let isNext = fixture.config["ids"] != nil
    let steps = given.shape[0] - (isNext ? 1 : 0)
    let ids = tape.tokens(count: steps * batch)
    let x: RecurrenceInput
    if let table = names.first(where: { $0.hasPrefix("embed") }) {
      let sizes = try fixture.require("params", table).shape
      x = .embedded(ids, parameters.add(table, shape: sizes))
    } else {
      x = .oneHot(ids, count: try fixture.integer("vocab"))
    }
    stack = tape.recurrentStack(isLSTM ? "lstm" : "rnn", shape, x, steps: steps)
    let head = try #require(
      names.first { ["fc.weight", "linear.weight", "dense.weight"].contains($0) })
    let target = try fixture.array("inputs", "target")
    predictsEveryStep = isNext || target?.shape.count == given.shape.count || batch == 1
    let read =
      predictsEveryStep ? stack.output : try #require(stack.finalStates().last)
    logits = tape.linear(
      read, parameters.add(head, shape: try fixture.require("params", head).shape),
      parameters.add(
        head.replacing(".weight", with: ".bias"),
        shape: [try fixture.require("params", head).shape[0]]))
    try fixture.fill(parameters)
    if (fixture.config["loss"] as? String ?? "").hasPrefix("BCE") {
      let targets = tape.input(like: logits)
      tape.binaryCrossEntropy(logits, targets)
      tape.write(try #require(target).floats, to: targets)
    } else {
      let targets = tape.tokens(count: logits.rows)
      tape.crossEntropy(logits, targets)
      tape.write(
        isNext ? Array(given.ids[batch...]) : try #require(target).ids, to: targets)
    }
    tape.write(Array(given.ids[..<(steps * batch)]), to: ids)
  }
}
