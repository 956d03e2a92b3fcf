import Engine

/// What a person does to a model, or asks it, between two updates.
extension TrainingRun {
  /// Measures `observations` from now on.
  func watch(_ watched: Watch) {
    self.watched = watched
    for task in contestants.tasks { task.run.watch(Watch(watched.beside)) }
    guard core != nil else { return }
    core?.observe(watched.observations, snapshot.configuration)
    if !snapshot.isTraining { core?.evaluate(after: snapshot.update) }
  }

  /// Lets the model answer something that a person typed.
  func ask(_ text: String) {
    for index in (core?.evaluators ?? []).indices {
      guard core?.evaluators[index].evaluator.answersQuestions == true else { continue }
      do throws(SettingError) {
        try core?.evaluators[index].evaluator.answer(text, after: snapshot.update)
        snapshot.complaint = nil
      } catch {
        snapshot.complaint = error.allowed.isEmpty ? error.problem : error.description
      }
    }
  }

  /// Adds `change` to a recurrent weight, and sees what that makes of the examples at hand.
  func nudge(_ index: Int, by change: Float) {
    guard !isOver, let model = core?.model as? NetworkModel,
      let weight = model.network.recurrentWeights?.recurrent, index >= 0, index < weight.count
    else { return }
    var values = model.tape.parameters.values(of: weight)
    values[index] += change
    model.tape.parameters.set(weight, values)
    snapshot.probedLoss = model.mirrored().tape.loss
    snapshot.check = nil
    core?.evaluateAnew(after: snapshot.update)
  }

  /// Compares the gradient of a recurrent weight with what the loss does when the weight is moved.
  func check(_ index: Int) {
    guard !isOver, let model = core?.model as? NetworkModel else { return }
    snapshot.check = model.check(index, step: 0.01)
  }
}
