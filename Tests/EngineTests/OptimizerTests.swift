import Testing

@testable import Engine

@Suite("Optimisers against PyTorch")
struct OptimizerTests {
  @Test(
    "Eight steps agree: losses, gradient norms and every parameter",
    arguments: Fixture.names("optim_"))
  func trajectory(name: String) throws {
    let fixture = try Fixture(name)
    var optimizer = try Self.optimizer(fixture)
    let clipping = try Self.clipping(fixture)
    let problem = try ReferenceProblem(fixture)
    var losses: [Float] = []
    var norms: [Float] = []
    var after: [String: [Float]] = [:]
    for step in 0..<(try fixture.integer("steps")) {
      losses.append(try problem.gradient(step: step))
      let norm = problem.parameters.gradientNorm()
      norms.append(norm)
      clipping?.apply(to: problem.parameters, norm: norm)
      optimizer.update(problem.parameters)
      for parameter in problem.parameters.all {
        after[parameter.name, default: []] += problem.parameters.values(of: parameter)
      }
    }
    try fixture.expect(losses, "outputs", "losses")
    try fixture.expect(norms, "outputs", "grad_norms")
    for (parameter, values) in after {
      try fixture.expect(values, "outputs", "after.\(parameter)")
    }
  }

  private static func optimizer(_ fixture: Fixture) throws -> any Optimizer {
    try fixture.allowOptions([
      "optimizer", "lr", "betas", "eps", "alpha", "momentum", "nesterov", "weight_decay", "clip",
      "clip_limit", "steps", "input_size", "hidden_size", "layout", "h0",
    ])
    try fixture.allow("h0", "zeros")
    let rate = try fixture.number("lr")
    let decay = Float((fixture.config["weight_decay"] as? Double) ?? 0)
    let name = fixture.config["optimizer"] as? String ?? ""
    switch name {
    case "SGD":
      return SGD(
        rate: rate, momentum: Float((fixture.config["momentum"] as? Double) ?? 0),
        isNesterov: fixture.config["nesterov"] as? Bool ?? false, weightDecay: decay)
    case "RMSprop":
      return RMSprop(
        rate: rate, alpha: try fixture.number("alpha"), epsilon: try fixture.number("eps"),
        weightDecay: decay)
    case "Adagrad":
      return Adagrad(rate: rate, epsilon: try fixture.number("eps"), weightDecay: decay)
    case "Adam", "AdamW":
      let betas = try #require(fixture.config["betas"] as? [Double])
      return Adam(
        rate: rate, beta1: betas[0], beta2: betas[1], epsilon: try fixture.number("eps"),
        weightDecay: decay, decay: name == "Adam" ? .gradient : .decoupled)
    default:
      Issue.record("\(name) is not supported")
      throw UnsupportedCase()
    }
  }

  private static func clipping(_ fixture: Fixture) throws -> Clipping? {
    switch fixture.config["clip"] as? String {
    case "none": return nil
    case "norm": return .norm(try fixture.number("clip_limit"))
    case "value": return .value(try fixture.number("clip_limit"))
    case let other:
      Issue.record("clipping by \(other ?? "nothing named") is not supported")
      throw UnsupportedCase()
    }
  }
}

/// scale_k * (0.5 (q - t)' A (q - t) + MSE(fc(LSTM(x)), y)), the loss of the optimiser cases.
private struct ReferenceProblem {
  let parameters = Parameters()
  private let tape: Tape
  private let scales: [Float]
  private let a: [Float]
  private let t: [Float]
  private let q: Parameter

  init(_ fixture: Fixture) throws {
    let input = try fixture.require("inputs", "x", .sequence)
    let target = try fixture.require("inputs", "y", .sequence)
    let hidden = try fixture.integer("hidden_size")
    let kind = try #require(Cells.named("lstm"))
    scales = try fixture.require("inputs", "loss_scale").floats
    a = try fixture.require("inputs", "A").floats
    t = try fixture.require("inputs", "t").floats
    q = parameters.add("q", shape: [t.count])
    tape = Tape(parameters: parameters)
    let (steps, rows) = (input.shape[0], input.shape[0] * input.shape[1])
    let x = tape.input(rows: rows, columns: input.shape[2])
    let weights = RecurrenceWeights(
      "lstm", cell: kind, inputs: input.shape[2], hidden: hidden, in: parameters)
    let recurrence = tape.recurrence(.sequence(x), weights, steps: steps)
    let y = tape.linear(
      recurrence.output, parameters.add("fc.weight", shape: [target.shape[2], hidden]),
      parameters.add("fc.bias", shape: [target.shape[2]]))
    let goal = tape.input(rows: rows, columns: target.shape[2])
    tape.meanSquaredError(y, goal)
    try fixture.fill(parameters)
    tape.write(input.floats, to: x)
    tape.write(target.floats, to: goal)
  }

  /// Sets every gradient for step `step`; returns the loss.
  func gradient(step: Int) throws -> Float {
    tape.forward()
    tape.backward()
    let difference = zip(parameters.values(of: q), t).map { $0 - $1 }
    let size = difference.count
    var slope = [Float](repeating: 0, count: size)
    var quadratic: Float = 0
    for i in 0..<size {
      for j in 0..<size {
        quadratic += 0.5 * difference[i] * a[i * size + j] * difference[j]
        slope[i] += 0.5 * (a[i * size + j] + a[j * size + i]) * difference[j]
      }
    }
    for parameter in parameters.all {
      let gradient = parameter == q ? slope : parameters.gradient(of: parameter)
      parameters.setGradient(of: parameter, gradient.map { $0 * scales[step] })
    }
    return scales[step] * (quadratic + tape.loss)
  }
}
