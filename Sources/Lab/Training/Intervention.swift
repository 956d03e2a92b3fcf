import Engine

/// What a person does to a model, or asks it, between two updates.
extension TrainingRun {
  /// Measures `readings` from now on.
  func watch(_ readings: Set<Reading>) {
    self.readings = readings
    guard let core, core.measure == nil else { return }
    self.core?.measure = snapshot.configuration.measure(of: core.learner, core.data, readings)
    self.core?.measure?.request(after: snapshot.update)
  }

  /// Lets the model answer something that a person typed.
  func ask(_ text: String) {
    guard core?.measure != nil else { return }
    do throws(SettingError) {
      try core?.measure?.answer(text)
      snapshot.complaint = nil
    } catch {
      snapshot.complaint = error.allowed.isEmpty ? error.problem : error.description
    }
  }

  /// Adds `change` to a recurrent weight, and runs the examples at hand through the model again.
  func nudge(_ place: Int, by change: Float) {
    guard !isOver, let core, let weight = recurrentWeight(place) else { return }
    var values = core.learner.tape.parameters.values(of: weight)
    values[place] += change
    core.learner.tape.parameters.set(weight, values)
    let probe = core.trainer.probe()
    (snapshot.gradientNorm, snapshot.probedLoss) = (probe.gradientNorm, probe.loss)
    snapshot.check = nil
    self.core?.measure?.request(after: snapshot.update)
  }

  /// Compares the gradient of a recurrent weight with what the loss does when the weight is moved.
  func check(_ place: Int) {
    guard !isOver, let core, let weight = recurrentWeight(place) else { return }
    let tape = core.learner.tape
    _ = core.trainer.probe()
    let values = tape.parameters.values(of: weight)
    func loss(_ change: Float) -> Float {
      var moved = values
      moved[place] += change
      tape.parameters.set(weight, moved)
      tape.forward()
      return tape.loss
    }
    let step: Float = 0.01
    let gradient = tape.parameters.gradient(of: weight)[place]
    let (above, below) = (loss(step), loss(-step))
    tape.parameters.set(weight, values)
    _ = core.trainer.probe()
    snapshot.check = WeightCheck(
      place: place, value: values[place], step: step, gradient: gradient, above: above,
      below: below)
  }

  private func recurrentWeight(_ place: Int) -> Parameter? {
    guard let learner = core?.learner as? SequenceLearner,
      let weight = learner.model.weights.recurrent, place >= 0, place < weight.count
    else { return nil }
    return weight
  }
}

/// The gradient of one weight, by the chain rule and by moving it.
public struct WeightCheck: Sendable, Equatable {
  /// The weight's place in W_h, row by row, and its value.
  public var place: Int
  public var value: Float
  /// How far it was moved.
  public var step: Float
  /// dL/dw by the backward pass.
  public var gradient: Float
  /// The loss with the weight moved up, and down.
  public var above: Float
  public var below: Float

  /// (L(w + step) - L(w - step)) / 2 step.
  public var difference: Float { (above - below) / (2 * step) }
}
