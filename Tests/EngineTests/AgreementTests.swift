import Testing

@testable import Engine

/// Two ways to compute the same, which must agree.
@Suite("Agreements between parts")
struct AgreementTests {
  @Test(
    "Both scans of the minimal cells agree with the loop over time, forward and backward",
    arguments: ["mingru", "mingru-log", "minlstm", "minlstm-log"], [1, 2, 7, 64])
  func scans(name: String, steps: Int) throws {
    let kind = try #require(Cells.named(name))
    let (batch, inputs, hidden) = (3, 4, 19)
    func layer(isParallel: Bool) -> (Tape, Tensor, RecurrenceWeights) {
      let tape = Tape(parameters: Parameters())
      let weights = RecurrenceWeights(
        "rnn", cell: kind, inputs: inputs, hidden: hidden, in: tape.parameters)
      let x = tape.input(rows: steps * batch, columns: inputs)
      let start = tape.input(rows: batch, columns: hidden)
      let positive = name.hasSuffix("log") ? tape.apply(.positive, start) : start
      let h =
        isParallel
        ? tape.parallelRecurrence(x, weights, initial: positive)
        : tape.recurrence(.sequence(x), weights, steps: steps, initial: [positive]).output
      let weight = tape.input(like: h)
      tape.weightedSum(h, weight)
      var random = Random(seed: 3)
      for parameter in tape.parameters.all {
        tape.parameters.set(parameter, (0..<parameter.count).map { _ in random.normal() })
      }
      for tensor in [x, start, weight] {
        tape.write((0..<tensor.rows * tensor.columns).map { _ in random.normal() }, to: tensor)
      }
      tape.forward()
      tape.backward()
      return (tape, h, weights)
    }
    let (loop, loopStates, weights) = layer(isParallel: false)
    let (scan, scanStates, _) = layer(isParallel: true)
    expectClose(scan.read(scanStates), loop.read(loopStates))
    expectClose(scan.readGradient(scanStates), loop.readGradient(loopStates))
    for parameter in [weights.input, try #require(weights.inputBias)] {
      expectClose(
        scan.parameters.gradient(of: parameter), loop.parameters.gradient(of: parameter))
    }
  }

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

  @Test(
    "Sequences of full length give the digits of sequences without lengths",
    arguments: ["tanh", "lstm", "gru", "gru-textbook"], [false, true])
  func fullLengths(name: String, isBidirectional: Bool) throws {
    var shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named(name)), hidden: 19)
    shape.layers = 2
    shape.isBidirectional = isBidirectional
    let (plain, packed) = try (Stack(shape), Stack(shape, lengths: [6, 6, 6]))
    #expect(plain.output == packed.output)
    #expect(plain.gradients == packed.gradients)
    let shorter = try Stack(shape, lengths: [6, 4, 6])
    #expect(shorter.output != plain.output)
  }

  @Test(
    "Two layers in one call give the digits of one layer on another",
    arguments: ["relu", "lstm", "gru"])
  func stacking(name: String) throws {
    var shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named(name)), hidden: 19)
    let (steps, batch, inputs) = (5, 3, 4)
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: steps * batch, columns: inputs)
    let first = tape.recurrentStack("a", shape, .sequence(x), steps: steps)
    let second = tape.recurrentStack(
      "b", shape, .sequence(first.output), steps: steps)
    shape.layers = 2
    let both = tape.recurrentStack("c", shape, .sequence(x), steps: steps)
    var random = Random(seed: 8)
    for parameter in tape.parameters.all {
      tape.parameters.set(parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    for parameter in tape.parameters.all where parameter.name.hasPrefix("c.") {
      let other = parameter.name.replacing("c.", with: parameter.name.hasSuffix("l0") ? "a." : "b.")
      let source = try #require(tape.parameters[other.replacing("l1", with: "l0")])
      tape.parameters.set(parameter, tape.parameters.values(of: source))
    }
    tape.write((0..<steps * batch * inputs).map { _ in random.normal() }, to: x)
    tape.forward()
    #expect(tape.read(both.output) == tape.read(second.output))
  }

  @Test("Past its end a sequence says nothing, and its last state is the last valid one")
  func lengths() throws {
    let shape = RecurrentStack.Hyperparameters(cell: try #require(Cells.named("lstm")), hidden: 3)
    let stack = try Stack(shape, lengths: [6, 2, 1])
    let rows = stride(from: 0, to: stack.output.count, by: 3).map {
      Array(stack.output[$0..<$0 + 3])
    }
    for (row, numbers) in rows.enumerated() {
      let isValid = row / 3 < [6, 2, 1][row % 3]
      #expect((numbers == [0, 0, 0]) == !isValid)
    }
    #expect(stack.final == rows[15] + rows[4] + rows[2])
  }

  private func expectClose(
    _ a: [Float], _ b: [Float], at location: SourceLocation = #_sourceLocation
  ) {
    #expect(a.count == b.count, sourceLocation: location)
    let scale = max(b.map { abs($0) }.max() ?? 0, 1e-3)
    let error = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    // Sums of up to 64 terms in another order, through exponentials and logarithms.
    #expect(error <= 3e-5 * scale, "\(error / scale)", sourceLocation: location)
  }
}

/// A stack over random vectors with its outputs and gradients.
private struct Stack {
  let output: [Float]
  let final: [Float]
  let gradients: [[Float]]

  init(_ shape: RecurrentStack.Hyperparameters, lengths: [Int32]? = nil) throws {
    let (steps, batch, inputs) = (6, 3, 4)
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: steps * batch, columns: inputs)
    let ends = lengths.map { _ in tape.tokens(count: batch) }
    let stack = tape.recurrentStack(
      "rnn", shape, .sequence(x), steps: steps, lengths: ends)
    let weight = tape.input(like: stack.output)
    tape.weightedSum(stack.output, weight)
    var random = Random(seed: 4)
    for parameter in tape.parameters.all {
      tape.parameters.set(parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    tape.write((0..<steps * batch * inputs).map { _ in random.normal() }, to: x)
    tape.write((0..<weight.rows * weight.columns).map { _ in random.normal() }, to: weight)
    if let ends, let lengths { tape.write(lengths, to: ends) }
    tape.forward()
    tape.backward()
    output = tape.read(stack.output)
    final = tape.read(stack.finalStates()[0])
    gradients = tape.parameters.all.map { tape.parameters.gradient(of: $0) }
  }
}
