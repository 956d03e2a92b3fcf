import Engine
import Problems

/// A network over sequences that learns by gradient descent, with its problem.
final class NetworkModel: GradientModel, SequenceTrainable {
  let network: SequenceNetwork
  let trainer: Trainer
  private(set) var problem: any Problem
  /// The examples at hand.
  private(set) var batch = Batch()
  /// The pass that is observed.
  private(set) var shown: SequenceNetwork
  /// A copy of the network for looking at: passes through it leave the one that trains as it is.
  private var mirror: SequenceNetwork?
  private let threads: Int
  private let seed: UInt64

  /// A network of `design` that learns `problem`, with its initial weights drawn.
  init(_ problem: any Problem, _ design: SequenceDesign, _ parts: ModelKind.Parts) {
    let configuration = parts.configuration
    self.problem = problem
    threads = parts.threads
    seed = UInt64(configuration.seed)
    network = SequenceNetwork(
      design, steps: configuration.steps, batch: configuration.batch,
      parameters: parts.parameters, threads: threads)
    shown = network
    trainer = Trainer(
      network.tape, optimizer: configuration.rule, clipping: configuration.clipping)
    var weights = Random(seed: seed, stream: 1)
    parts.parameters.draw(using: &weights)
  }

  var tape: Tape { network.tape }
  var baselines: [Baseline] { problem.baselines }
  var carried: [Tensor] { network.carried }
  var carriesState: Bool { network.design.carriesState }
  var isCausal: Bool { network.design.isCausal }

  var position: Int {
    get { problem.position }
    set { problem.position = newValue }
  }

  func load(using random: inout Random) {
    problem.fill(&batch, using: &random)
    network.load(batch)
    drawDropouts()
  }

  /// Draws what the next update drops. The draws follow from the seed and the number of the update
  /// alone, so that a run with dropout meets the examples of one without.
  private func drawDropouts() {
    guard !network.body.dropouts.isEmpty else { return }
    var random = Random(seed: seed &+ UInt64(updateCount) << 32, stream: 7)
    for dropout in network.body.dropouts { dropout.draw(using: &random) }
  }

  func runner(steps: Int, batch: Int, atEveryStep: Bool) -> any SequenceRunner {
    let design = network.design
    return SequenceNetwork(
      atEveryStep ? design.atEveryStep : design, steps: steps, batch: batch,
      parameters: tape.parameters)
  }

  /// Where all numbers of a pass are shown they must be those of one pass, with the weights as they
  /// are now; the last pass of training was made with those before its update.
  func prepareObservation(ofAllNumbers: Bool) {
    shown = ofAllNumbers && isSmall ? mirrored() : network
  }

  /// Whether a pass more for every snapshot costs next to nothing.
  var isSmall: Bool {
    let hidden = network.body.features.columns
    return network.steps * network.batch * hidden * hidden <= 20_000_000
  }

  /// A pass forward and back over the examples at hand, with the weights as they are now.
  func mirrored() -> SequenceNetwork {
    let copy =
      mirror
      ?? SequenceNetwork(
        network.design, steps: network.steps, batch: network.batch, parameters: Parameters(),
        threads: threads)
    mirror = copy
    for (own, other) in zip(copy.tape.parameters.all, tape.parameters.all) {
      copy.tape.parameters.set(own, tape.parameters.values(of: other))
    }
    pass(through: copy)
    return copy
  }

  private func pass(through copy: SequenceNetwork) {
    copy.load(batch)
    for (own, other) in zip(copy.body.layers.joined(), network.body.layers.joined()) {
      for state in own.states.indices {
        copy.tape.write(tape.read(other.initialState(state)), to: own.initialState(state))
      }
    }
    copy.tape.forward()
    copy.tape.backward()
  }

  /// The gradient of the recurrent weight with this index, and what the loss does when it is moved
  /// by `step`.
  func check(_ index: Int, step: Float) -> WeightCheck? {
    let copy = mirrored()
    let parameters = copy.tape.parameters
    guard let weight = copy.recurrentWeights?.recurrent, index >= 0, index < weight.count else {
      return nil
    }
    let values = parameters.values(of: weight)
    let gradient = parameters.gradient(of: weight)[index]
    func loss(_ change: Float) -> Float {
      var moved = values
      moved[index] += change
      parameters.set(weight, moved)
      pass(through: copy)
      return copy.tape.loss
    }
    return WeightCheck(
      index: index, value: values[index], step: step, gradient: gradient, above: loss(step),
      below: loss(-step))
  }
}
