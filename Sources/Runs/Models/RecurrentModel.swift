import Engine
import Problems

/// A recurrent layer that reads sequences, with the problem that they come from.
final class RecurrentModel: GradientModel {
  let model: SequenceModel
  let trainer: Trainer
  private(set) var problem: any Problem
  /// The examples at hand.
  private(set) var batch = Batch()
  /// The pass that is observed.
  private(set) var shown: SequenceModel
  /// A copy of the model for looking at: passes through it leave the one that trains as it is.
  private var mirror: SequenceModel?
  private let threads: Int

  /// A model of `shape` that learns `problem`.
  init(
    _ problem: any Problem, _ shape: SequenceModel.Hyperparameters, _ configuration: Configuration,
    parameters: Parameters, threads: Int
  ) {
    self.problem = problem
    self.threads = threads
    model = SequenceModel(
      shape, steps: configuration.steps, batch: configuration.batch, parameters: parameters,
      threads: threads)
    shown = model
    trainer = Trainer(
      model.tape, optimizer: configuration.rule, clipping: configuration.clipping)
    var weights = Random(seed: UInt64(configuration.seed), stream: 1)
    configuration.initialize(model, using: &weights)
  }

  var tape: Tape { model.tape }
  var baselines: [Baseline] { problem.baselines }
  var carried: [Tensor] { model.recurrence.finalStates }

  var position: Int {
    get { problem.position }
    set { problem.position = newValue }
  }

  func load(using random: inout Random) {
    problem.fill(&batch, using: &random)
    model.load(batch)
  }

  /// Where all numbers of a pass are shown they must be those of one pass, with the weights as they are
  /// now; the last pass of training was made with those before its update.
  func prepareObservation(of kinds: Set<ObservationKind>) {
    shown = kinds.contains(.numbers) && isSmall ? mirrored() : model
  }

  /// Whether a pass more for every snapshot costs next to nothing.
  var isSmall: Bool {
    let hidden = model.hyperparameters.hidden
    return model.recurrence.steps * model.recurrence.batch * hidden * hidden <= 20_000_000
  }

  /// A pass forward and back over the examples at hand, with the weights as they are now.
  func mirrored() -> SequenceModel {
    let copy =
      mirror
      ?? SequenceModel(
        model.hyperparameters, steps: model.recurrence.steps, batch: model.recurrence.batch,
        parameters: Parameters(), threads: threads)
    mirror = copy
    for (own, other) in zip(copy.tape.parameters.all, model.tape.parameters.all) {
      copy.tape.parameters.set(own, model.tape.parameters.values(of: other))
    }
    pass(through: copy)
    return copy
  }

  private func pass(through copy: SequenceModel) {
    copy.load(batch)
    for state in copy.recurrence.states.indices {
      copy.tape.write(
        model.tape.read(model.recurrence.initialState(state)),
        to: copy.recurrence.initialState(state))
    }
    copy.tape.forward()
    copy.tape.backward()
  }

  /// The gradient of the recurrent weight at `place`, and what the loss does when it is moved by `step`.
  func check(_ place: Int, step: Float) -> WeightCheck? {
    let copy = mirrored()
    let parameters = copy.tape.parameters
    guard let weight = copy.weights.recurrent, place >= 0, place < weight.count else { return nil }
    let values = parameters.values(of: weight)
    let gradient = parameters.gradient(of: weight)[place]
    func loss(_ change: Float) -> Float {
      var moved = values
      moved[place] += change
      parameters.set(weight, moved)
      pass(through: copy)
      return copy.tape.loss
    }
    return WeightCheck(
      place: place, value: values[place], step: step, gradient: gradient, above: loss(step),
      below: loss(-step))
  }
}

extension ModelKind {
  static let recurrent = ModelKind(
    name: "recurrent", title: "recurrent network",
    about: "a recurrent layer and a linear layer on its states",
    settings: ["cell", "hidden", "embedding", "readout", "initialization", "gain", "forget-bias"],
    takes: \.isSequence,
    make: { parts in
      guard case .sequences(let problem) = parts.problem else {
        preconditionFailure("a recurrent network learns sequences")
      }
      let configuration = parts.configuration
      return RecurrentModel(
        problem, configuration.shape(for: problem), configuration, parameters: parts.parameters,
        threads: parts.threads)
    })
}
