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

  /// Takes in n-gram baselines of the text that is being learned.
  package func take(nGramBits: [Float]) {
    core?.eachEvaluator { evaluator in
      guard var text = evaluator as? TextEvaluator else { return }
      text.take(nGramBits: nGramBits)
      evaluator = text
    }
    takeEvaluations()
  }

  /// Held-out bits per character of the counting models of orders 0 to 4.
  package static func nGramBits(of corpus: Corpus) -> [Float] {
    var bits: [Float] = []
    NGramTask.job(corpus).finish(threads: 2) { _, own in
      bits.append(own)
      return true
    }
    return bits
  }

  /// Puts what was evaluated so far into the snapshot.
  func takeEvaluations() {
    for evaluation in core?.evaluators ?? [] {
      snapshot.observations.insert(evaluation.evaluator.observation)
    }
  }
}
