import Engine
import Problems

/// Numbers of a run that has been set up.
struct RunCore {
  let model: any TrainableModel
  var random: Random
  var recent = RecentMean()
  /// The mean loss after the last tenth update, and after the one before.
  var tenths: (last: Float?, earlier: Float?)
  /// What the problem learns from.
  let data: ProblemData?
  /// What is observed off every pass.
  var observers: [ObservationKind: any PassObserver] = [:]
  /// What is evaluated in pieces, in the order of the list of observations.
  var evaluators: [Evaluation] = []

  /// An evaluator, and the update that it was last asked about.
  struct Evaluation {
    let kind: ObservationKind
    var evaluator: any Evaluator
    private(set) var asked: Int?

    init(_ kind: ObservationKind, _ evaluator: any Evaluator) {
      (self.kind, self.evaluator) = (kind, evaluator)
    }

    /// Evaluates the weights as they are after `update` updates, if that is not known already.
    mutating func request(after update: Int) {
      guard asked != update else { return }
      evaluator.request(after: update)
      asked = update
    }

    /// Forgets what was asked: the weights are others, whatever their update.
    mutating func forget() { asked = nil }
  }

  /// Whether an evaluation is under way.
  var isBusy: Bool { evaluators.contains { $0.evaluator.isBusy } }

  /// Does one piece of the first evaluation that is under way.
  mutating func advanceEvaluation() {
    guard let busy = evaluators.firstIndex(where: { $0.evaluator.isBusy }) else { return }
    evaluators[busy].evaluator.advance()
  }

  /// Changes every evaluator.
  mutating func eachEvaluator(_ change: (inout any Evaluator) -> Void) {
    for index in evaluators.indices { change(&evaluators[index].evaluator) }
  }

  /// Asks for evaluations of the weights as they are after `update` updates.
  ///
  /// - Parameters:
  ///   - update: updates done
  ///   - isDue: which evaluators are asked
  mutating func evaluate(
    after update: Int, where isDue: (any Evaluator) -> Bool = { _ in true }
  ) {
    for index in evaluators.indices where isDue(evaluators[index].evaluator) {
      evaluators[index].request(after: update)
    }
  }

  /// Asks for them even though they may be known: the weights were changed by hand, or loaded.
  mutating func evaluateAnew(after update: Int) {
    for index in evaluators.indices {
      evaluators[index].forget()
      evaluators[index].request(after: update)
    }
  }

  /// Observes what is always observed and what is watched, as far as it is not observed already.
  mutating func observe(_ watched: Set<ObservationKind>, _ configuration: Configuration) {
    let parts = RunParts(model: model, configuration: configuration, data: data)
    for kind in ObservationKind.all
    where kind.isGiven(by: configuration)
      && (watched.contains(kind) || kind.isAlways(configuration))
    {
      switch kind.source {
      case .pass(let make):
        if observers[kind] == nil { observers[kind] = make(parts) }
      case .evaluation(let make):
        guard !evaluators.contains(where: { $0.kind == kind }), let made = make(parts) else {
          continue
        }
        evaluators.append(Evaluation(kind, made))
      }
    }
    for kind in observers.keys where !watched.contains(kind) && !kind.isAlways(configuration) {
      observers[kind] = nil
    }
  }
}
