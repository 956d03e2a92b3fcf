import Testing

@testable import Engine

@Suite("Losses against PyTorch")
struct LossReferenceTests {
  @Test("cross-entropy agrees with every option", arguments: Fixture.names("cross_entropy"))
  func crossEntropy(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["reduction", "ignore_index", "counted", "label_smoothing"])
    let tape = Tape(parameters: Parameters())
    let isPerSequence =
      fixture.config["reduction"] as? String == "mean over batch of mean over valid steps"
    let order: Fixture.Order = isPerSequence ? .batchFirst : .asIs
    let input = try fixture.require("inputs", "logits", order)
    let classes = input.shape[input.shape.count - 1]
    let logits = tape.input(rows: input.numbers.count / classes, columns: classes)
    let targets = tape.tokens(count: logits.rows)
    var options = CrossEntropy.Options()
    options.ignored = fixture.config["ignore_index"] as? Int ?? -100
    if fixture.config["label_smoothing"] != nil {
      options.smoothing = try fixture.number("label_smoothing")
    }
    switch fixture.config["reduction"] as? String {
    case "mean": options.reduction = .mean
    case "sum": options.reduction = .sum
    default:
      try #require(isPerSequence, "the reduction is not supported")
      options.reduction = .meanPerSequence(batch: input.shape[1])
    }
    let weights = try fixture.array("inputs", "weight")
    if weights != nil { options.classWeights = tape.input(rows: 1, columns: classes) }
    let loss = tape.crossEntropy(logits, targets, options: options)
    tape.write(input.floats, to: logits)
    if let weights, let place = options.classWeights { tape.write(weights.floats, to: place) }
    var ids = try fixture.require("inputs", "target", order).ids
    if isPerSequence {
      let lengths = try fixture.require("inputs", "lengths").ids
      for row in ids.indices where row / lengths.count >= Int(lengths[row % lengths.count]) {
        ids[row] = Int32(options.ignored)
      }
    }
    tape.write(ids, to: targets)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.readGradient(logits), "grads.inputs", "logits", order)
    for output in fixture.names(in: "outputs") {
      switch output {
      case "log_probs": try fixture.expect(loss.logProbabilities(), "outputs", output)
      case "per_item": try fixture.expect(loss.rowLosses(), "outputs", output)
      case "per_sequence":
        let batch = input.shape[1]
        let rows = loss.rowLosses()
        let lengths = try fixture.require("inputs", "lengths").ids
        let means = lengths.enumerated().map { sequence, length in
          stride(from: sequence, to: rows.count, by: batch).reduce(0) { $0 + rows[$1] }
            / Float(length)
        }
        try fixture.expect(means, "outputs", output)
      default: Issue.record("no output called \(output)")
      }
    }
  }

  @Test("squared error agrees", arguments: Fixture.names("mse"))
  func squaredError(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["reduction"])
    let tape = Tape(parameters: Parameters())
    let input = try fixture.require("inputs", "prediction")
    let columns = input.shape[input.shape.count - 1]
    let x = tape.input(rows: input.numbers.count / columns, columns: columns)
    let target = tape.input(like: x)
    tape.meanSquaredError(x, target, reduction: try Self.reduction(fixture))
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("inputs", "target").floats, to: target)
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.readGradient(x), "grads.inputs", "prediction")
  }

  @Test("binary cross-entropy agrees, also at large logits", arguments: Fixture.names("bce_"))
  func binary(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["reduction"])
    let tape = Tape(parameters: Parameters())
    let input = try fixture.require("inputs", "logits")
    let columns = input.shape[input.shape.count - 1]
    let x = tape.input(rows: input.numbers.count / columns, columns: columns)
    let target = tape.input(like: x)
    let weights = try fixture.array("inputs", "pos_weight")
    let place = weights.map { _ in tape.input(rows: 1, columns: columns) }
    let loss = tape.binaryCrossEntropy(
      x, target, positiveWeights: place, reduction: try Self.reduction(fixture))
    tape.write(input.floats, to: x)
    tape.write(try fixture.require("inputs", "target").floats, to: target)
    if let weights, let place { tape.write(weights.floats, to: place) }
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expect(tape.readGradient(x), "grads.inputs", "logits")
    for output in fixture.names(in: "outputs") {
      try #require(output == "per_item")
      try fixture.expect(loss.elementLosses(), "outputs", output)
    }
  }

  private static func reduction(_ fixture: Fixture) throws -> Reduction {
    let name = fixture.config["reduction"] as? String
    try #require(name == "mean" || name == "sum", "the reduction is not supported")
    return name == "mean" ? .mean : .sum
  }
}
