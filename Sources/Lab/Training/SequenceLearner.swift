import Engine
import Problems

/// A recurrent layer that reads sequences, with the problem that they come from.
final class SequenceLearner: Learner {
  let model: SequenceModel
  private var problem: any Problem
  private var batch = Batch()
  /// The plane of the last state reading.
  private var basis: PrincipalComponents?
  /// Whether the gradient along the sequence is measured.
  private let hasRuler: Bool

  /// A model of `shape` that learns `problem`.
  init(
    _ problem: any Problem, _ shape: SequenceModel.Shape, _ configuration: Configuration,
    parameters: Parameters, threads: Int
  ) {
    self.problem = problem
    model = SequenceModel(
      shape, steps: configuration.steps, batch: configuration.batch, parameters: parameters,
      threads: threads)
    hasRuler = configuration.reads == nil
    var weights = Random(seed: UInt64(configuration.seed), stream: 1)
    configuration.initialize(model, using: &weights)
  }

  var tape: Tape { model.tape }
  var levels: [Level] { problem.levels }
  var carried: [Tensor] { model.recurrence.finalStates }

  var position: Int {
    get { problem.position }
    set { problem.position = newValue }
  }

  func load(using random: inout Random) {
    problem.fill(&batch, using: &random)
    model.load(batch)
  }

  func read(_ readings: Set<Reading>, into snapshot: inout Snapshot) {
    if readings.contains(.states) {
      snapshot.states = StateReading(model, batch, problem, basis: &basis)
    }
    if readings.contains(.numbers) {
      snapshot.numbers = NumberReading(model, batch, problem)
    }
    if hasRuler { snapshot.ruler = RulerReading(model) }
  }
}
