import Engine
import Foundation
import Problems

extension ModelKind {
  /// A recurrence that is never trained, read by a linear layer that is solved for.
  static let reservoir = ModelKind(
    name: "reservoir", title: "reservoir",
    about: "a recurrence whose weights stay as they are drawn; only its output is solved for",
    settings: ["hidden", "radius", "leak", "ridge"], learnsByDescent: false,
    carriesState: { _ in true },
    takes: { $0.input == .numbers && $0.output == .valuesPerStep },
    make: { parts in ReservoirModel(parts.sequences, parts.configuration) })
}

/// An echo-state network with its problem: an update measures the loss of a batch, takes the batch
/// into the normal equations, and solves them anew. There is no gradient descent.
final class ReservoirModel: SequenceTrainable {
  private(set) var problem: any Problem
  private let reservoir: Reservoir
  private var regression: RidgeSums
  private var batch = Batch()
  private var pass: ReservoirPass
  private(set) var updateCount = 0

  /// A reservoir as `configuration` has it, drawn from its seed, that reads zero everywhere.
  init(_ problem: any Problem, _ configuration: Configuration) {
    self.problem = problem
    guard case .features(let inputs) = problem.input, case .values(let outputs) = problem.output
    else { preconditionFailure("a reservoir reads numbers and answers with numbers") }
    var random = Random(seed: UInt64(configuration.seed), stream: 1)
    reservoir = Reservoir(
      units: configuration.hidden, inputs: inputs, spectralRadius: Float(configuration.radius),
      leak: Float(configuration.leak), using: &random)
    regression = RidgeSums(
      size: 1 + inputs + configuration.hidden, outputs: outputs, penalty: configuration.ridge)
    pass = ReservoirPass(reservoir, outputs: outputs, sequences: configuration.batch)
  }

  var baselines: [Baseline] { problem.baselines }
  var carriesState: Bool { true }
  var isCausal: Bool { true }

  var position: Int {
    get { problem.position }
    set { problem.position = newValue }
  }

  func load(using random: inout Random) { problem.fill(&batch, using: &random) }

  func update() -> ModelUpdate {
    updateCount += 1
    let loss = pass.run(batch, weights: regression.weights) { features, targets in
      self.regression.add(features, targets)
    }.loss
    regression.solve()
    return ModelUpdate(
      number: updateCount, loss: loss, firstNonFinite: loss.isFinite ? nil : "the loss")
  }

  func probe() -> ModelUpdate {
    var pass = pass
    return ModelUpdate(number: 0, loss: pass.run(batch, weights: regression.weights).loss)
  }

  func runner(steps: Int, batch: Int, atEveryStep: Bool) -> any SequenceRunner {
    ReservoirRunner(self, sequences: batch)
  }

  /// A pass of its own over examples that nothing is learned from.
  fileprivate func run(
    _ examples: Batch, _ pass: inout ReservoirPass
  ) -> SequenceAnswers {
    pass.run(examples, weights: regression.weights)
  }

  fileprivate func freshPass(sequences: Int) -> ReservoirPass {
    ReservoirPass(reservoir, outputs: regression.outputs, sequences: sequences)
  }

  func stored() -> SafeTensors {
    var file = SafeTensors(metadata: ["updates": String(updateCount)])
    file.tensors["input"] = StoredTensor(
      shape: [reservoir.units, reservoir.inputs + 1], reservoir.inputWeights)
    file.tensors["recurrent"] = StoredTensor(
      shape: [reservoir.units, reservoir.units], reservoir.recurrentWeights)
    // Numbers of double precision, by their bits: a tensor of a file would round them.
    file.metadata["sums"] = regression.numbers.map { String($0.bitPattern, radix: 16) }
      .joined(separator: " ")
    file.tensors["state"] = StoredTensor(shape: [pass.state.count], pass.state)
    return file
  }

  func load(_ file: SafeTensors, reserved: [String]) throws(CheckpointError) {
    guard file.tensors["recurrent"]?.floats == reservoir.recurrentWeights,
      file.tensors["input"]?.floats == reservoir.inputWeights
    else { throw CheckpointError("holds another reservoir") }
    guard let state = file.tensors["state"], state.dtype == .float32,
      state.floats.count == pass.state.count,
      let updates = file.metadata["updates"].flatMap({ Int($0) }), updates >= 0,
      let sums = file.metadata["sums"],
      regression.take(
        sums.split(separator: " ").map {
          UInt64($0, radix: 16).map { Double(bitPattern: $0) } ?? .nan
        })
    else { throw CheckpointError("holds no reservoir with its output") }
    (pass.state, updateCount) = (state.floats, updates)
  }
}

private final class ReservoirRunner: SequenceRunner {
  private let model: ReservoirModel
  private var pass: ReservoirPass

  init(_ model: ReservoirModel, sequences: Int) {
    self.model = model
    pass = model.freshPass(sequences: sequences)
  }

  func run(_ examples: Batch) -> SequenceAnswers { model.run(examples, &pass) }
}

/// The path of some sequences through a reservoir, read by a linear layer.
private struct ReservoirPass {
  private let reservoir: Reservoir
  private let outputs: Int
  private let sequences: Int
  /// The state of every sequence, [sequences * units].
  var state: [Float]

  /// Sequences at zero.
  init(_ reservoir: Reservoir, outputs: Int, sequences: Int) {
    (self.reservoir, self.outputs, self.sequences) = (reservoir, outputs, sequences)
    state = [Float](repeating: 0, count: sequences * reservoir.units)
  }

  /// What the weights [outputs][1 + inputs + units] read at every step of `batch`, time first;
  /// `each` gets what the linear layer sees, [1; u; x], with the targets.
  mutating func run(
    _ batch: Batch, weights: [[Double]], each: (([Double], [Double]) -> Void)? = nil
  ) -> SequenceAnswers {
    if batch.startsAnew { state = [Float](repeating: 0, count: state.count) }
    let (inputs, units) = (reservoir.inputs, reservoir.units)
    var answers: [Float] = []
    var cost = 0.0
    for row in 0..<batch.features.count / inputs {
      let first = row % sequences * units
      var x = Array(state[first..<first + units])
      let u = batch.features[row * inputs..<(row + 1) * inputs]
      reservoir.advance(&x, u)
      state.replaceSubrange(first..<first + units, with: x)
      let features = [1] + u.map { Double($0) } + x.map { Double($0) }
      let said = weights.map { zip($0, features).reduce(0) { $0 + $1.0 * $1.1 } }
      answers += said.map { Float($0) }
      guard batch.values.count >= (row + 1) * outputs else { continue }
      let targets = batch.values[row * outputs..<(row + 1) * outputs].map { Double($0) }
      for (own, target) in zip(said, targets) { cost += (own - target) * (own - target) }
      each?(features, targets)
    }
    let loss = Float(cost / Double(max(1, batch.values.count)))
    return SequenceAnswers(outputs: answers, probabilities: [], loss: loss)
  }
}
