import Engine
import Problems

extension Configuration {
  /// The problem's row in the list of problems.
  var problemKind: ProblemKind {
    guard let kind = ProblemKind.named(problem) else {
      preconditionFailure("settings take problems from the list of problems only")
    }
    return kind
  }

  /// What a file given for the problem holds; nil where it reads none.
  public var reads: ProblemData.Form? { problemKind.reads }

  /// The model with the problem that it learns; `data` where the problem reads a file.
  func trainableModel(
    _ data: ProblemData?, parameters: Parameters, threads: Int
  ) -> any TrainableModel {
    let options = ProblemOptions(steps: steps, batch: batch, carries: carries)
    return modelKind.make(
      ModelKind.Parts(
        problem: problemKind.make(options, data), configuration: self, parameters: parameters,
        threads: threads))
  }

  /// A model of its own, as this configuration has it, of a problem that reads no file.
  var recurrentModel: RecurrentModel {
    guard
      let model = trainableModel(nil, parameters: Parameters(), threads: 1) as? RecurrentModel
    else { preconditionFailure("only recurrent models are copied") }
    return model
  }

  /// The model that fits `problem`.
  func shape(for problem: any Problem) -> SequenceModel.Hyperparameters {
    let input: SequenceModel.Input =
      switch problem.input {
      case .ids(let count): .oneHot(count)
      case .words(let count): .embedding(count, size: embedding)
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
    return SequenceModel.Hyperparameters(
      input: input, cell: kind, hidden: hidden, output: output,
      predictsEveryStep: problem.asksEveryStep,
      hasLengths: readout == "valid" && problem.hasLengths)
  }

  /// An encoder-decoder model that fits `problem`.
  func shape(for problem: any PairProblem) -> EncoderDecoder.Hyperparameters {
    guard let kind = Cells.named(cell) else {
      preconditionFailure("settings take cells from the list of cells only")
    }
    var shape = EncoderDecoder.Hyperparameters(
      sourceCount: problem.sourceSymbols.count + 3, targetCount: problem.targetSymbols.count + 3,
      embedding: embedding, hidden: hidden, cell: kind)
    shape.isBidirectional = isBidirectional
    shape.attention = hasAttention ? hidden : nil
    return shape
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
    model.initialize(
      start, gain: Float(gain), forgetBias: forgetBias.map { Float($0) }, using: &random)
  }

  /// Sets the first weights of `model`.
  func initialize(_ model: EncoderDecoder, using random: inout Random) {
    model.initialize(
      start, gain: Float(gain), forgetBias: forgetBias.map { Float($0) }, using: &random)
  }

  private var start: Initialization {
    guard let kind = Initialization.all.first(where: { $0.name == initialization }) else {
      preconditionFailure("settings take initialisations from their list only")
    }
    return kind
  }
}

extension SequenceModel {
  /// Fills inputs and targets, and starts from the state that belongs to them.
  func load(_ batch: Batch) {
    setInput(ids: batch.ids, features: batch.features, lengths: batch.lengths)
    setTarget(classes: batch.classes, values: batch.values)
    if batch.startsAnew { recurrence.resetState() } else { recurrence.carryState() }
  }
}
