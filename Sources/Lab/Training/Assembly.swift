import Engine
import Problems

extension Configuration {
  /// The problem, made for these steps and this batch; `text` where it reads one.
  func problem(text: Corpus?) -> any Problem {
    guard let kind = ProblemKind.named(problem) else {
      preconditionFailure("settings take problems from the list of problems only")
    }
    return kind.make(steps, batch, text)
  }

  /// Whether the problem reads a text.
  public var readsText: Bool { ProblemKind.named(problem)?.readsText == true }

  /// The model that fits `problem`.
  func shape(for problem: any Problem) -> SequenceModel.Shape {
    let input: SequenceModel.Input =
      switch problem.input {
      case .ids(let count): .oneHot(count)
      case .features(let count): .features(count)
      }
    let output: SequenceModel.Output =
      switch problem.output {
      case .classes(let count): .classes(count)
      case .values(let count): .values(count)
      }
    guard let kind = Cells.named(cell) else {
      preconditionFailure("settings take cells from the list of cells only")
    }
    return SequenceModel.Shape(
      input: input, cell: kind, hidden: hidden, output: output,
      readsEveryStep: problem.asksEveryStep)
  }

  /// The update rule at the start of a run.
  var rule: any Optimizer {
    guard let kind = OptimizerKind.all.first(where: { $0.name == optimizer }) else {
      preconditionFailure("settings take optimisers from the list of optimisers only")
    }
    return kind.make(Float(learningRate))
  }

  /// The clipping in force.
  var clipping: Clipping? { clip.map { .norm(Float($0)) } }

  /// Sets the first weights of `model`.
  func initialize(_ model: SequenceModel, using random: inout Random) {
    guard let kind = Initialization.all.first(where: { $0.name == initialization }) else {
      preconditionFailure("settings take initialisations from their list only")
    }
    model.initialize(
      kind, gain: Float(gain), forgetBias: forgetBias.map { Float($0) }, using: &random)
  }
}

extension SequenceModel {
  /// Fills inputs and targets, and starts from the state that belongs to them.
  func load(_ batch: Batch) {
    setInput(ids: batch.ids, features: batch.features)
    setTarget(classes: batch.classes, values: batch.values)
    if batch.startsAnew { recurrence.resetState() } else { recurrence.carryState() }
  }
}
