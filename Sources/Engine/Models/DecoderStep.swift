/// One step of a decoder.
public struct DecoderStep {
  /// The ids that it was fed, [batch].
  public let fed: Tokens
  /// The recurrent layers, one step of them.
  public let recurrences: [Recurrence]
  /// h (and c) of each layer after it, each [batch, hidden].
  public let state: [[Tensor]]
  /// Where it looked, [batch, sourceSteps]; nil without attention.
  public let weights: Tensor?
  /// What it saw there, [batch, keys]; nil without attention.
  public let context: Tensor?
}

/// What attention looks at: the encoder's outputs, and their projections.
struct AttentionKeys {
  /// [sourceSteps * batch, keys].
  let values: Tensor
  /// W_key values, [sourceSteps * batch, attention].
  let projected: Tensor
}

/// The parts of an encoder-decoder model, each a plain function over the tape.
extension Tape {
  /// PyTorch's usual name of a module of that cell.
  func moduleName(_ cell: CellKind) -> String {
    ["lstm", "gru"].contains(cell.name) ? cell.name : "rnn"
  }

  /// Records the encoder: embedding and recurrent layers over sources with lengths.
  func encode(
    _ shape: EncoderDecoder.Shape, _ source: Tokens, steps: Int, lengths: Tokens
  ) -> RecurrentStack {
    let table = parameters.add(
      "encoder.embedding.weight", shape: [shape.sourceCount, shape.embedding])
    var stack = RecurrentStackShape(cell: shape.cell, hidden: shape.hidden)
    stack.layers = shape.layers
    stack.isBidirectional = shape.isBidirectional
    return recurrentStack(
      "encoder.\(moduleName(shape.cell))", stack,
      .embedded(source, table, padding: shape.padding), inputs: shape.embedding,
      steps: steps, lengths: lengths)
  }

  /// Records what the decoder starts from: h (and c) of each layer.
  func decoderStart(_ shape: EncoderDecoder.Shape, _ encoder: RecurrentStack) -> [[Tensor]] {
    encoder.layers.enumerated().map { layer, sides in
      shape.cell.states.indices.map { s in
        guard shape.isBidirectional else { return sides[0].finalState(s) }
        let name = "decoder.bridge_\(shape.cell.states[s])_l\(layer)"
        return tanh(
          linear(
            concatenate(sides.map { $0.finalState(s) }),
            parameters.add("\(name).weight", shape: [shape.hidden, 2 * shape.hidden]),
            parameters.add("\(name).bias", shape: [shape.hidden])))
      }
    }
  }

  /// Records the projections of the encoder's outputs, once for all steps; nil without attention.
  func attentionKeys(_ shape: EncoderDecoder.Shape, _ values: Tensor) -> AttentionKeys? {
    shape.attention.map { size in
      AttentionKeys(
        values: values,
        projected: linear(
          values,
          parameters.add("decoder.attention.W_key.weight", shape: [size, values.columns])))
    }
  }

  /// Records one step of the decoder, whose logits go to `place`, [batch, targetCount].
  func decodeStep(
    _ shape: EncoderDecoder.Shape, _ fed: Tokens, state: [[Tensor]], keys: AttentionKeys?,
    lengths: Tokens, into place: Tensor
  ) -> DecoderStep {
    let table = parameters.add(
      "decoder.embedding.weight", shape: [shape.targetCount, shape.embedding])
    let word = embedding(fed, table, padding: shape.padding)
    let looked = keys.map { attend(shape, state[0][0], $0, lengths: lengths) }
    let x = looked.map { concatenate([word, $0.context]) } ?? word
    let recurrences: [Recurrence]
    if looked != nil {
      let weights = RecurrenceWeights(
        "decoder.cell", layer: nil, cell: shape.cell, inputs: x.columns, hidden: shape.hidden,
        in: parameters)
      recurrences = [
        recurrence(
          shape.cell, .sequence(x), steps: 1, hidden: shape.hidden, weights: weights,
          initial: state[0])
      ]
    } else {
      var stack = RecurrentStackShape(cell: shape.cell, hidden: shape.hidden)
      stack.layers = shape.layers
      recurrences =
        recurrentStack(
          "decoder.\(moduleName(shape.cell))", stack, .sequence(x), inputs: x.columns, steps: 1,
          initial: state
        ).all
    }
    let h = recurrences[recurrences.count - 1].output
    let read = looked.map { concatenate([h, $0.context]) } ?? h
    linear(
      read, parameters.add("decoder.fc.weight", shape: [shape.targetCount, read.columns]),
      parameters.add("decoder.fc.bias", shape: [shape.targetCount]), into: place)
    return DecoderStep(
      fed: fed, recurrences: recurrences, state: recurrences.map(\.finalStates),
      weights: looked?.weights, context: looked?.context)
  }

  /// Records Bahdanau's attention: weights = softmax(v . tanh(W_query h + W_key keys)) over the valid
  /// steps of each source, and the keys mixed by them.
  private func attend(
    _ shape: EncoderDecoder.Shape, _ h: Tensor, _ keys: AttentionKeys, lengths: Tokens
  ) -> (weights: Tensor, context: Tensor) {
    additiveAttention(
      h, keys: keys.values, projectedKeys: keys.projected, lengths: lengths,
      query: parameters.add(
        "decoder.attention.W_query.weight", shape: [keys.projected.columns, shape.hidden]),
      v: parameters.add("decoder.attention.v.weight", shape: [1, keys.projected.columns]))
  }

  /// Records additive attention of queries over the valid keys of their sequences.
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, keys]
  ///   - projectedKeys: W_key keys, [steps * batch, attention]
  ///   - lengths: valid steps of each sequence, [batch]
  ///   - query: W_query, [attention, size]
  ///   - v: [1, attention]
  public func additiveAttention(
    _ queries: Tensor, keys: Tensor, projectedKeys: Tensor, lengths: Tokens, query: Parameter,
    v: Parameter
  ) -> (weights: Tensor, context: Tensor) {
    let batch = lengths.count
    let scores = additiveScores(linear(queries, query), projectedKeys, v, batch: batch)
    let weights = softmax(scores, mask: .lengths(lengths))
    return (weights, mixture(weights, of: keys, batch: batch))
  }

  /// Records Luong's attention of queries over the valid keys of their sequences:
  ///
  ///     score = q . (W_a k), or q . k without W_a;   out = tanh(W_c [context, q])
  ///
  /// - Parameters:
  ///   - queries: [queries * batch, size]
  ///   - keys: [steps * batch, size]
  ///   - lengths: valid steps of each sequence, [batch]
  ///   - general: W_a, [size, size]; nil for plain products
  ///   - combine: W_c, [size, 2 size]
  public func luongAttention(
    _ queries: Tensor, keys: Tensor, lengths: Tokens, general: Parameter?, combine: Parameter
  ) -> (weights: Tensor, context: Tensor, output: Tensor) {
    let batch = lengths.count
    let fitted = general.map { linear(keys, $0) } ?? keys
    let weights = softmax(
      dotScores(queries, fitted, batch: batch), mask: .lengths(lengths))
    let context = mixture(weights, of: keys, batch: batch)
    return (weights, context, tanh(linear(concatenate([context, queries]), combine)))
  }
}
