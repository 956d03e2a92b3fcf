/// Beam search for the likeliest targets of one source by a trained encoder-decoder model.
public final class DecoderSearch {
  private let hyperparameters: EncoderDecoder.Hyperparameters
  private let encoderTape: Tape
  private let source: Tokens
  private let sourceLength: Tokens
  private let start: [[Tensor]]
  private let encoded: (values: Tensor, projected: Tensor)?
  private let stepTape: Tape
  private let fed: Tokens
  private let lengths: Tokens
  private let state: [[Tensor]]
  private let keys: AttentionKeys?
  private let step: DecoderStep
  private let logits: Tensor
  private let width: Int

  /// A search with `width` hypotheses for sources of up to `sourceSteps` steps, with the parameters
  /// of a model with these hyperparameters.
  public init(
    _ hyperparameters: EncoderDecoder.Hyperparameters, width: Int, sourceSteps: Int,
    parameters: Parameters
  ) {
    self.hyperparameters = hyperparameters
    self.width = width
    let encoderTape = Tape(parameters: parameters)
    source = encoderTape.tokens(count: sourceSteps)
    sourceLength = encoderTape.tokens(count: 1)
    let encoder = encoderTape.encode(
      hyperparameters, source, steps: sourceSteps, lengths: sourceLength)
    start = encoderTape.decoderStart(hyperparameters, encoder)
    encoded = encoderTape.attentionKeys(hyperparameters, encoder.output).map {
      ($0.values, $0.projected)
    }
    let stepTape = Tape(parameters: parameters)
    fed = stepTape.tokens(count: width)
    lengths = stepTape.tokens(count: width)
    state = start.map { layer in
      layer.map { _ in stepTape.input(rows: width, columns: hyperparameters.hidden) }
    }
    keys = encoded.map { encoded in
      AttentionKeys(
        values: stepTape.input(rows: sourceSteps * width, columns: encoded.values.columns),
        projected: stepTape.input(
          rows: sourceSteps * width, columns: encoded.projected.columns))
    }
    logits = stepTape.input(rows: width, columns: hyperparameters.targetCount)
    step = stepTape.decodeStep(
      hyperparameters, fed, state: state, keys: keys, lengths: lengths, into: logits)
    self.encoderTape = encoderTape
    self.stepTape = stepTape
  }

  /// The likeliest targets for `source`, best first.
  ///
  /// - Parameters:
  ///   - source: its ids, without padding
  ///   - bos: the id that the decoder is fed first
  ///   - eos: the id that ends a target
  ///   - limit: the most ids of a target
  ///   - lengthPenalty: 0 compares log probabilities, 1 their mean per id
  public func search(
    _ source: [Int32], bos: Int32, eos: Int32, limit: Int, lengthPenalty: Float = 0
  ) -> [Hypothesis<[[[Float]]]>] {
    let free = self.source.count - source.count
    precondition(free >= 0, "the source has more steps than the search was made for")
    let padding = [Int32](repeating: Int32(hyperparameters.padding), count: free)
    encoderTape.write(source + padding, to: self.source)
    encoderTape.write([Int32(source.count)], to: sourceLength)
    encoderTape.forward()
    if let encoded, let keys {
      stepTape.write(repeated(encoderTape.read(encoded.values), encoded.values), to: keys.values)
      stepTape.write(
        repeated(encoderTape.read(encoded.projected), encoded.projected), to: keys.projected)
    }
    stepTape.write(
      [Int32](repeating: Int32(source.count), count: width), to: lengths)
    let first = start.map { layer in layer.map { encoderTape.read($0) } }
    return beamSearch(
      width: width, start: (bos, first), eos: eos, limit: limit,
      lengthPenalty: lengthPenalty, step: advance)
  }

  /// Every row `width` times: the same keys for all hypotheses.
  private func repeated(_ numbers: [Float], _ tensor: Tensor) -> [Float] {
    (0..<tensor.rows).flatMap { row in
      let one = numbers[row * tensor.columns..<(row + 1) * tensor.columns]
      return [[Float]](repeating: Array(one), count: width).joined()
    }
  }

  private func advance(
    _ unfinished: [(token: Int32, state: [[[Float]]])]
  ) -> [(logProbabilities: [Float], state: [[[Float]]])] {
    let idle = [Int32](repeating: 0, count: width - unfinished.count)
    stepTape.write(unfinished.map(\.token) + idle, to: fed)
    let empty = [Float](repeating: 0, count: idle.count * hyperparameters.hidden)
    for (layer, tensors) in state.enumerated() {
      for (s, tensor) in tensors.enumerated() {
        stepTape.write(unfinished.flatMap { $0.state[layer][s] } + empty, to: tensor)
      }
    }
    stepTape.forward()
    let numbers = stepTape.read(logits)
    let states = step.state.map { layer in layer.map { stepTape.read($0) } }
    return unfinished.indices.map { row in
      let own = Array(numbers[row * logits.columns..<(row + 1) * logits.columns])
      let top = own.max() ?? 0
      let logSum = top + logarithm(own.reduce(0) { $0 + exponential($1 - top) })
      return (
        own.map { $0 - logSum },
        states.map { layer in
          layer.map { Array($0[row * hyperparameters.hidden..<(row + 1) * hyperparameters.hidden]) }
        }
      )
    }
  }
}
