/// A recurrent encoder of a source sequence and a recurrent decoder that generates a target
/// sequence (Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks",
/// 2014), with or without attention (Bahdanau, Cho and Bengio, 2015):
///
///     keys, state = encoder(embedding(source))
///     at each step t:
///       y_t      = the target, or the decoder's own prediction (`isForced` decides)
///       context  = attention(state, keys)                                   with attention
///       state    = decoder(embedding(y_t), state)          [embedding, context] with attention
///       logits_t = fc(h_t)                                 [h_t, context]       with attention
///     loss = cross-entropy(logits, target)
///
/// The query of attention is the state before the step. The decoder starts from the encoder's last
/// state, passed through a linear layer and tanh if the encoder is bidirectional.
public final class EncoderDecoder {
  /// What a model is made of.
  public struct Hyperparameters: Sendable, Equatable {
    /// The size of the source vocabulary.
    public var sourceCount: Int
    /// The size of the target vocabulary.
    public var targetCount: Int
    /// The dimension of embeddings.
    public var embedding: Int
    /// Hidden units of the encoder, in each direction, and of the decoder.
    public var hidden: Int
    /// The cell of both.
    public var cell: CellKind
    /// The number of layers of both; with attention, one.
    public var layers = 1
    /// Whether the encoder is bidirectional.
    public var isBidirectional = false
    /// The inner dimension of attention; nil for a model without attention.
    public var attention: Int?
    /// The padding id of short sequences, in the source and in the target, where it has no loss;
    /// below zero if there is none.
    public var padding = 0
    /// What the weights of all recurrent layers start from.
    public var start = RecurrentStart()

    /// One layer in one direction, without attention; set the rest.
    public init(
      sourceCount: Int, targetCount: Int, embedding: Int, hidden: Int, cell: CellKind
    ) {
      self.sourceCount = sourceCount
      self.targetCount = targetCount
      self.embedding = embedding
      self.hidden = hidden
      self.cell = cell
    }

    /// Columns of the encoder's outputs.
    var keys: Int { isBidirectional ? 2 * hidden : hidden }
  }

  /// What it is made of.
  public let hyperparameters: Hyperparameters
  /// The recorded computation.
  public let tape: Tape
  /// The encoder's recurrent layers.
  public let encoder: RecurrentStack
  /// The decoder's steps.
  public let steps: [DecoderStep]
  /// The logits of all steps, [targetSteps * batch, targetCount].
  public let logits: Tensor
  /// The loss.
  public let crossEntropy: CrossEntropy
  /// Not zero where a step is fed the target, [targetSteps * batch]. The first step always is.
  let isForced: Tokens
  private let source: Tokens
  private let lengths: Tokens
  private let inputs: Tokens
  private let targets: Tokens
  private let batch: Int
  private let sourceSteps: Int

  /// Records the model for sources of up to `sourceSteps` and targets of `targetSteps` steps.
  public init(
    _ hyperparameters: Hyperparameters, sourceSteps: Int, targetSteps: Int, batch: Int,
    parameters: Parameters, threads: Int = 1
  ) {
    precondition(
      hyperparameters.attention == nil || hyperparameters.layers == 1,
      "attention has one decoder layer")
    let tape = Tape(parameters: parameters, threads: threads)
    self.hyperparameters = hyperparameters
    self.tape = tape
    self.batch = batch
    self.sourceSteps = sourceSteps
    source = tape.tokens(count: sourceSteps * batch)
    lengths = tape.tokens(count: batch)
    inputs = tape.tokens(count: targetSteps * batch)
    targets = tape.tokens(count: targetSteps * batch)
    isForced = tape.tokens(count: targetSteps * batch)
    encoder = tape.encode(hyperparameters, source, steps: sourceSteps, lengths: lengths)
    logits = tape.input(rows: targetSteps * batch, columns: hyperparameters.targetCount)
    let keys = tape.attentionKeys(hyperparameters, encoder.output)
    var state = tape.decoderStart(hyperparameters, encoder)
    var fed = inputs.slice(from: 0, count: batch)
    var steps: [DecoderStep] = []
    for step in 0..<targetSteps {
      let first = step * batch
      if step > 0 {
        fed = tape.feed(
          after: logits.rows(from: first - batch, count: batch),
          targets: inputs.slice(from: first, count: batch),
          isForced: isForced.slice(from: first, count: batch))
      }
      let decoded = tape.decodeStep(
        hyperparameters, fed, state: state, keys: keys, lengths: lengths,
        into: logits.rows(from: first, count: batch))
      state = decoded.state
      steps.append(decoded)
    }
    self.steps = steps
    var options = CrossEntropy.Options()
    options.ignored = hyperparameters.padding
    crossEntropy = tape.crossEntropy(logits, targets, options: options)
  }

  /// Sets the examples, time first.
  ///
  /// - Parameters:
  ///   - source: [sourceSteps * batch]
  ///   - lengths: valid steps of each source, [batch]
  ///   - inputs: what the decoder is fed with teacher forcing: BOS, y_1, y_2, ...
  ///     [targetSteps * batch]
  ///   - targets: what it should predict: y_1, y_2, ..., EOS [targetSteps * batch]
  ///   - isReversed: whether each source is reversed, which brings its beginning closer to that of
  ///     the target (Sutskever, Vinyals and Le, 2014)
  public func fill(
    source: [Int32], lengths: [Int32], inputs: [Int32], targets: [Int32], isReversed: Bool = false
  ) {
    tape.write(
      isReversed ? reversedSequences(source, lengths: lengths) : source, to: self.source)
    tape.write(lengths, to: self.lengths)
    tape.write(inputs, to: self.inputs)
    tape.write(targets, to: self.targets)
  }

  /// Draws for every sequence and step whether the target is fed, with probability `probability`
  /// (Bengio et al., "Scheduled sampling for sequence prediction with recurrent neural networks",
  /// 2015): 1 is teacher forcing, 0 is free running. The draw holds until the next call.
  public func drawTeacherForcing(
    probability: Float, using random: inout Random
  ) {
    tape.write(
      (0..<isForced.count).map { _ in random.uniform() < probability ? 1 : 0 }, to: isForced)
  }

  /// The ids that the decoder was fed at every step of the last forward pass, [targetSteps *
  /// batch].
  public func fedTokens() -> [Int32] { steps.flatMap { tape.read($0.fed) } }

  /// The likeliest id at every step of the last forward pass, [targetSteps * batch]: greedy
  /// decoding, if that pass was free-running.
  public func predictedTokens() -> [Int32] {
    let numbers = tape.read(logits)
    return (0..<logits.rows).map { row in
      Int32(likeliest(Array(numbers[row * logits.columns..<(row + 1) * logits.columns])))
    }
  }

  /// The attention weights of every step, [targetSteps * batch * sourceSteps]; empty without
  /// attention.
  public func alignments() -> [Float] {
    steps.flatMap { step in step.weights.map { tape.read($0) } ?? [] }
  }
}

/// Sequences [steps * batch] with the valid steps of each in reverse order.
public func reversedSequences(_ ids: [Int32], lengths: [Int32]) -> [Int32] {
  let batch = lengths.count
  var reversed = ids
  for (sequence, length) in lengths.enumerated() {
    for step in 0..<Int(length) {
      reversed[step * batch + sequence] = ids[(Int(length) - 1 - step) * batch + sequence]
    }
  }
  return reversed
}
