import Engine
import Problems

/// What is measured of the weights as they are, apart from training.
extension TrainingRun {
  /// Evaluates the weights as they are.
  func evaluateNow() {
    core?.evaluate(after: snapshot.update)
    finishEvaluations()
    for task in contestants.tasks where task.run.core != nil { task.run.evaluateNow() }
  }

  /// Completes evaluations that are under way, and lets contestants catch up.
  package func finishEvaluations() {
    while core?.isBusy == true { advance() }
    Denormals.flushed {
      while contestants.hasWork(upTo: snapshot.update) {
        contestants.advance(upTo: snapshot.update)
      }
    }
    takeEvaluations()
  }

  /// Evaluates the weights as they are, and keeps what the run shows of them.
  func keepMoment() {
    evaluateNow()
    var moment = observed()
    moment.moments = [:]
    snapshot.moments[moment.update] = moment
  }

  /// Takes in what counting makes of the text that is being learned.
  func take(_ counting: Counting) {
    core?.eachEvaluator { evaluator in
      guard var text = evaluator as? TextEvaluator else { return }
      text.take(counting)
      evaluator = text
    }
    takeEvaluations()
  }

  /// Counts the text that is being learned, if it is one and was not counted yet.
  package func countText() {
    guard let corpus, snapshot.text?.counting.bits.isEmpty ?? true else { return }
    var result = Counting()
    NGramTask.count(corpus, threads: 2) { result = $0 }
    take(result)
  }

  /// Puts what was evaluated so far into the snapshot.
  func takeEvaluations() {
    for evaluation in core?.evaluators ?? [] {
      snapshot.observations.insert(evaluation.evaluator.observation)
    }
  }
}
