import Testing

@testable import Engine

@Suite("Layers and losses against PyTorch")
struct LayerReferenceTests {
  @Test("linear agrees")
  func linear() throws {
    let fixture = try Fixture("linear")
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    let input = try fixture.require("inputs", "x")
    let weight = try fixture.require("params", "weight")
    let x = tape.input(rows: input.shape[0], columns: input.shape[1])
    let w = parameters.add("weight", rows: weight.shape[0], columns: weight.shape[1])
    let b = parameters.add("bias", rows: 1, columns: weight.shape[0])
    let y = tape.linear(x, w, b)
    let upstream = tape.input(rows: y.rows, columns: y.columns)
    tape.weightedSum(y, upstream)
    parameters.set(w, weight.floats)
    parameters.set(b, try fixture.require("params", "bias").floats)
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("upstream", "output").floats, to: upstream)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.read(y), "outputs", "output")
    try fixture.expect(tape.readGradient(x), "grads.inputs", "x")
    try fixture.expect(parameters.gradient(of: w), "grads.params", "weight")
    try fixture.expect(parameters.gradient(of: b), "grads.params", "bias")
  }

  @Test("embedding agrees, with and without a padding row", arguments: Fixture.names("embedding"))
  func embedding(name: String) throws {
    let fixture = try Fixture(name)
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    let weight = try fixture.require("params", "weight")
    let indices = try fixture.require("inputs", "indices")
    let table = parameters.add("weight", rows: weight.shape[0], columns: weight.shape[1])
    let ids = tape.tokens(count: indices.numbers.count)
    let y = tape.embedding(ids, table, padding: fixture.config["padding_idx"] as? Int)
    let upstream = tape.input(rows: y.rows, columns: y.columns)
    tape.weightedSum(y, upstream)
    parameters.set(table, weight.floats)
    tape.write(indices.ids, to: ids)
    tape.write(try fixture.require("upstream", "output").floats, to: upstream)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.read(y), "outputs", "output")
    try fixture.expect(parameters.gradient(of: table), "grads.params", "weight")
  }

  @Test("cross-entropy agrees")
  func crossEntropy() throws {
    let fixture = try Fixture("cross_entropy")
    try #require(fixture.config["reduction"] as? String == "mean")
    let tape = Tape(parameters: Parameters())
    let input = try fixture.require("inputs", "logits")
    let logits = tape.input(rows: input.shape[0], columns: input.shape[1])
    let targets = tape.tokens(count: input.shape[0])
    let probabilities = tape.crossEntropy(logits, targets)
    tape.write(input.floats, to: logits)
    tape.write(try fixture.require("inputs", "target").ids, to: targets)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    let logs = tape.read(probabilities).map { logarithm($0) }
    try fixture.expect(logs, "outputs", "log_probs")
    try fixture.expect(tape.readGradient(logits), "grads.inputs", "logits")
  }

  @Test("clipping agrees for each norm and each limit")
  func clipping() throws {
    let fixture = try Fixture("clip_grad")
    let kinds: [(String, Clipping)] = [
      ("norm_1", .norm(1)), ("norm_5", .norm(5)), ("norm_100", .norm(100)),
      ("inf_norm_1", .largest(1)), ("value_0.75", .value(0.75)),
    ]
    let covered = Set(kinds.map(\.0))
    for name in fixture.names(in: "outputs") {
      let kind = name.split(separator: ".").dropLast().joined(separator: ".")
      #expect(covered.contains(kind), "no clipping called \(kind)")
    }
    for (name, clipping) in kinds {
      let parameters = Parameters()
      for part in ["a", "b", "c"] {
        let gradient = try fixture.require("inputs", part)
        _ = parameters.add(part, rows: 1, columns: gradient.numbers.count)
      }
      for parameter in parameters.all {
        parameters.setGradient(
          of: parameter, try fixture.require("inputs", parameter.name).floats)
      }
      let norm = parameters.gradientNorm()
      if case .norm = clipping { try fixture.expect([norm], "outputs", "\(name).total") }
      clipping.apply(to: parameters, norm: norm)
      for parameter in parameters.all {
        try fixture.expect(
          parameters.gradient(of: parameter), "outputs", "\(name).\(parameter.name)")
      }
    }
  }
}
