import Testing

@testable import Engine

@Suite("Cross-entropy against PyTorch")
struct CrossEntropyTests {
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
    if let weights, let tensor = options.classWeights { tape.write(weights.floats, to: tensor) }
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
}
