import Engine
import Problems

extension Configuration {
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
  var networkModel: NetworkModel {
    guard let model = trainableModel(nil, parameters: Parameters(), threads: 1) as? NetworkModel
    else { preconditionFailure("only networks over sequences are copied") }
    return model
  }

  /// An encoder-decoder model that fits `problem`.
  func hyperparameters(for problem: any PairProblem) -> EncoderDecoder.Hyperparameters {
    var hyperparameters = EncoderDecoder.Hyperparameters(
      sourceCount: problem.sourceSymbols.count + 3, targetCount: problem.targetSymbols.count + 3,
      embedding: embedding, hidden: hidden, cell: cellKind)
    hyperparameters.isBidirectional = isBidirectional
    hyperparameters.attention = hasAttention ? hidden : nil
    hyperparameters.start = recurrentStart
    return hyperparameters
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

  /// What recurrent layers start from.
  var recurrentStart: RecurrentStart {
    var start = RecurrentStart()
    start.initialization = firstWeights
    start.gain = Float(gain)
    start.forgetBias = forgetBias.map { Float($0) }
    return start
  }

  /// The initialisation's row in the list of initialisations.
  private var firstWeights: Initialization {
    guard let kind = Initialization.all.first(where: { $0.name == initialization }) else {
      preconditionFailure("settings take initialisations from their list only")
    }
    return kind
  }
}
