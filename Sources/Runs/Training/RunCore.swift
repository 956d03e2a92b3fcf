import Engine
import Problems

/// Numbers of a run that has been set up.
struct RunCore {
  let model: any TrainableModel
  var random: Random
  var recent = RecentMean()
  /// What the problem learns from.
  let data: ProblemData?
  /// What is observed off every pass.
  var observers: [ObservationKind: any PassObserver] = [:]
  /// What is evaluated in pieces, in the order of the list of observations.
  var evaluators: [(kind: ObservationKind, evaluator: any Evaluator)] = []

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
        evaluators.append((kind, made))
      }
    }
    for kind in observers.keys where !watched.contains(kind) && !kind.isAlways(configuration) {
      observers[kind] = nil
    }
  }
}
