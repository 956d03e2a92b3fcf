/// A recurrent encoder that reads a source sequence and a recurrent decoder that writes a target
/// sequence (Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014),
/// with or without attention (Bahdanau, Cho and Bengio, 2015):
///
///     keys, state = encoder(embedding(source))
///     at each step t:
///       y_t      = the target, or what the decoder said before (`forced` decides)
///       context  = attention(state, keys)                                   with attention
///       state    = decoder(embedding(y_t), state)          [embedding, context] with attention
///       logits_t = fc(h_t)                                 [h_t, context]       with attention
///     loss = cross-entropy(logits, target)
///
/// Attention looks with the state before the step. The decoder starts from the encoder's last state,
/// passed through a linear layer and tanh where the encoder reads in both directions.
public final class EncoderDecoder {
  /// The sizes and kinds of a model.
  public struct Shape: Sendable, Equatable {
    /// Ids that come in.
    public var sourceCount: Int
    /// Ids that go out.
    public var targetCount: Int
    /// Numbers of an embedded id.
    public var embedding: Int
    /// Hidden units of the encoder, in each direction, and of the decoder.
    public var hidden: Int
    /// The cell of both.
    public var cell: CellKind
    /// Layers of both; with attention, one.
    public var layers = 1
    /// Whether the encoder reads in both directions.
    public var isBidirectional = false
    /// Numbers of the attention's inner layer; nil for a model without attention.
    public var attention: Int?
    /// The id that fills up short sequences, in the source and in the target; its losses do not count.
    public var padding = 0

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

  /// Its sizes and kinds.
  public let shape: Shape
  /// The recorded computation.
  public let tape: Tape
  /// The recurrent layers that read.
  public let encoder: RecurrentStack
  /// The steps that write.
  public let steps: [DecoderStep]
  /// The logits of all steps, [targetSteps * batch, targetCount].
  public let logits: Tensor
  /// The loss with its probabilities.
  public let crossEntropy: CrossEntropy
  /// Which steps are fed the target, [targetSteps * batch]: not zero. The first always is.
  let forced: Tokens
  private let source: Tokens
  private let lengths: Tokens
  private let inputs: Tokens
  private let targets: Tokens
  private let batch: Int
  private let sourceSteps: Int

  /// Records the model for sources of up to `sourceSteps` and targets of `targetSteps` steps.
  public init(
    _ shape: Shape, sourceSteps: Int, targetSteps: Int, batch: Int, parameters: Parameters,
    threads: Int = 1
  ) {
    precondition(shape.attention == nil || shape.layers == 1, "attention has one decoder layer")
    let tape = Tape(parameters: parameters, threads: threads)
    self.shape = shape
    self.tape = tape
    self.batch = batch
    self.sourceSteps = sourceSteps
    source = tape.tokens(count: sourceSteps * batch)
    lengths = tape.tokens(count: batch)
    inputs = tape.tokens(count: targetSteps * batch)
    targets = tape.tokens(count: targetSteps * batch)
    forced = tape.tokens(count: targetSteps * batch)
    encoder = tape.encode(shape, source, steps: sourceSteps, lengths: lengths)
    logits = tape.input(rows: targetSteps * batch, columns: shape.targetCount)
    let keys = tape.attentionKeys(shape, encoder.output)
    var state = tape.decoderStart(shape, encoder)
    var fed = inputs.slice(from: 0, count: batch)
    var steps: [DecoderStep] = []
    for step in 0..<targetSteps {
      let first = step * batch
      if step > 0 {
        fed = tape.feed(
          after: logits.rows(from: first - batch, count: batch),
          targets: inputs.slice(from: first, count: batch),
          forced: forced.slice(from: first, count: batch))
      }
      let written = tape.decodeStep(
        shape, fed, state: state, keys: keys, lengths: lengths,
        into: logits.rows(from: first, count: batch))
      state = written.state
      steps.append(written)
    }
    self.steps = steps
    var options = CrossEntropy.Options()
    options.ignored = shape.padding
    crossEntropy = tape.crossEntropy(logits, targets, options: options)
  }

  /// Fills in examples, time first.
  ///
  /// - Parameters:
  ///   - source: [sourceSteps * batch]
  ///   - lengths: valid steps of each source, [batch]
  ///   - inputs: what the decoder is fed where it is forced: begin, y_1, y_2, ... [targetSteps * batch]
  ///   - targets: what it should say: y_1, y_2, ..., end [targetSteps * batch]
  ///   - isReversed: whether each source is turned around, which shortens the way from its beginning
  ///     to the target's (Sutskever, Vinyals and Le, 2014)
  public func fill(
    source: [Int32], lengths: [Int32], inputs: [Int32], targets: [Int32], isReversed: Bool = false
  ) {
    tape.write(
      isReversed ? reversedSequences(source, lengths: lengths) : source, to: self.source)
    tape.write(lengths, to: self.lengths)
    tape.write(inputs, to: self.inputs)
    tape.write(targets, to: self.targets)
  }

  /// Decides for every sequence and step by itself whether it is fed the target, with probability
  /// `probability` (Bengio et al., "Scheduled sampling", 2015): 1 is teacher forcing, 0 free running.
  /// It holds until the next call, and may change between any two updates.
  public func force(_ probability: Float, using random: inout Random) {
    tape.write(
      (0..<forced.count).map { _ in random.uniform() < probability ? 1 : 0 }, to: forced)
  }

  /// What the decoder was fed at every step of the last forward pass, [targetSteps * batch].
  public func fedTokens() -> [Int32] { steps.flatMap { tape.read($0.fed) } }

  /// The likeliest id at every step of the last forward pass, [targetSteps * batch]: greedy decoding,
  /// where that pass ran free.
  public func saidTokens() -> [Int32] {
    let numbers = tape.read(logits)
    return (0..<logits.rows).map { row in
      Int32(likeliest(Array(numbers[row * logits.columns..<(row + 1) * logits.columns])))
    }
  }

  /// Where each step looked, [targetSteps * batch * sourceSteps]; empty without attention.
  public func alignments() -> [Float] {
    steps.flatMap { step in step.weights.map { tape.read($0) } ?? [] }
  }
}

/// Sequences [steps * batch] with the valid steps of each in the opposite order.
public func reversedSequences(_ ids: [Int32], lengths: [Int32]) -> [Int32] {
  let batch = lengths.count
  var turned = ids
  for (sequence, length) in lengths.enumerated() {
    for step in 0..<Int(length) {
      turned[step * batch + sequence] = ids[(Int(length) - 1 - step) * batch + sequence]
    }
  }
  return turned
}
