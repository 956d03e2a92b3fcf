import Engine
import Problems

/// An encoder and a decoder, with the problem that their sources and targets come from.
final class EncoderDecoderModel: GradientModel {
  let problem: any PairProblem
  let model: EncoderDecoder
  let trainer: Trainer
  private let batch: Int
  private let isReversed: Bool
  private var forcing: Float

  /// A model as `configuration` has it that learns `problem`.
  init(
    _ problem: any PairProblem, _ configuration: Configuration, parameters: Parameters,
    threads: Int
  ) {
    self.problem = problem
    batch = configuration.batch
    isReversed = configuration.isReversed
    forcing = Float(configuration.forcing)
    model = EncoderDecoder(
      configuration.hyperparameters(for: problem), sourceSteps: problem.sourceSteps,
      targetSteps: problem.targetSteps, batch: batch, parameters: parameters, threads: threads)
    trainer = Trainer(
      model.tape, optimizer: configuration.rule, clipping: configuration.clipping)
    var weights = Random(seed: UInt64(configuration.seed), stream: 1)
    parameters.draw(using: &weights)
  }

  var tape: Tape { model.tape }
  var baselines: [Baseline] { problem.baselines }

  /// Pairs are drawn: they have no position.
  var position: Int {
    get { 0 }
    set { precondition(newValue == 0, "drawn pairs have no position") }
  }

  func load(using random: inout Random) {
    let pairs = (0..<batch).map { _ in problem.draw(using: &random) }
    model.fill(PairBatch(pairs, of: problem, isReversed: isReversed))
    // As many draws at any probability: a changed one leaves the next examples the same.
    model.drawTeacherForcing(probability: forcing, using: &random)
  }

  func adjustModel(_ configuration: Configuration) { forcing = Float(configuration.forcing) }
}

/// Pairs side by side, time first, as a model takes them.
struct PairBatch {
  private(set) var source: [Int32] = []
  private(set) var lengths: [Int32]
  private(set) var inputs: [Int32] = []
  private(set) var targets: [Int32] = []
  let isReversed: Bool

  private static let (begin, end): (Int32, Int32) = (1, 2)

  /// The batch of `pairs`.
  init(_ pairs: [Pair], of problem: any PairProblem, isReversed: Bool) {
    self.isReversed = isReversed
    lengths = pairs.map { Int32($0.source.count) }
    for step in 0..<problem.sourceSteps {
      for pair in pairs {
        source.append(pair.source.indices.contains(step) ? pair.source[step] : 0)
      }
    }
    for step in 0..<problem.targetSteps {
      for pair in pairs {
        let said = pair.target + (problem.saysEnd ? [Self.end] : [])
        targets.append(said.indices.contains(step) ? said[step] : 0)
        inputs.append(step == 0 ? Self.begin : said.indices.contains(step - 1) ? said[step - 1] : 0)
      }
    }
  }
}

extension EncoderDecoder {
  /// Fills in `batch`.
  func fill(_ batch: PairBatch) {
    fill(
      source: batch.source, lengths: batch.lengths, inputs: batch.inputs, targets: batch.targets,
      isReversed: batch.isReversed)
  }
}

extension ModelKind {
  static let encoderDecoder = ModelKind(
    name: "encoder-decoder", title: "encoder and decoder",
    about: "a recurrent encoder that reads a source, and a decoder that writes its target",
    settings: [
      "cell", "hidden", "embedding", "attention", "bidirectional", "reversal", "forcing",
      "initialization", "gain", "forget-bias",
    ],
    takes: { $0.input == .source && $0.output == .target },
    make: { parts in
      guard case .pairs(let problem) = parts.problem else {
        preconditionFailure("an encoder and a decoder learn pairs")
      }
      return EncoderDecoderModel(
        problem, parts.configuration, parameters: parts.parameters, threads: parts.threads)
    })
}
