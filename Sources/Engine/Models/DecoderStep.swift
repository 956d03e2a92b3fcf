/// One step of a decoder.
public struct DecoderStep {
  /// The ids that it is fed, [batch].
  public let fed: Tokens
  /// The recurrent layers, one step each.
  public let recurrences: [Recurrence]
  /// h (and c) of each layer after it, each [batch, hidden].
  public let state: [[Tensor]]
  /// The attention weights, [batch, sourceSteps]; nil without attention.
  public let weights: Tensor?
  /// The context vectors, [batch, keys]; nil without attention.
  public let context: Tensor?
}

/// The keys of attention: the encoder's outputs, and their projections.
struct AttentionKeys {
  /// [sourceSteps * batch, keys].
  let values: Tensor
  /// W_key values, [sourceSteps * batch, attention].
  let projected: Tensor
}

/// The parts of an encoder-decoder model, each a plain function on the tape.
extension Tape {
  /// The usual name of a PyTorch module of that cell.
  func moduleName(_ cell: CellKind) -> String {
    ["lstm", "gru"].contains(cell.name) ? cell.name : "rnn"
  }

  /// Records the encoder: embedding and recurrent layers over sources with lengths.
  func encode(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ source: Tokens, steps: Int, lengths: Tokens
  ) -> RecurrentStack {
    let table = parameters.add(
      "encoder.embedding.weight", shape: [hyperparameters.sourceCount, hyperparameters.embedding])
    var stack = RecurrentStack.Hyperparameters(
      cell: hyperparameters.cell, hidden: hyperparameters.hidden)
    stack.layers = hyperparameters.layers
    stack.isBidirectional = hyperparameters.isBidirectional
    return recurrentStack(
      "encoder.\(moduleName(hyperparameters.cell))", stack,
      .embedded(source, table, padding: hyperparameters.padding), inputs: hyperparameters.embedding,
      steps: steps, lengths: lengths)
  }

  /// Records the decoder's initial state: h (and c) of each layer.
  func decoderStart(_ hyperparameters: EncoderDecoder.Hyperparameters, _ encoder: RecurrentStack)
    -> [[Tensor]]
  {
    encoder.layers.enumerated().map { layer, sides in
      hyperparameters.cell.states.indices.map { s in
        guard hyperparameters.isBidirectional else { return sides[0].finalState(s) }
        let name = "decoder.bridge_\(hyperparameters.cell.states[s])_l\(layer)"
        return tanh(
          linear(
            concatenate(sides.map { $0.finalState(s) }),
            parameters.add(
              "\(name).weight", shape: [hyperparameters.hidden, 2 * hyperparameters.hidden]),
            parameters.add("\(name).bias", shape: [hyperparameters.hidden])))
      }
    }
  }

  /// Records the projections of the encoder's outputs, once for all steps; nil without attention.
  func attentionKeys(_ hyperparameters: EncoderDecoder.Hyperparameters, _ values: Tensor)
    -> AttentionKeys?
  {
    hyperparameters.attention.map { size in
      AttentionKeys(
        values: values,
        projected: linear(
          values,
          parameters.add("decoder.attention.W_key.weight", shape: [size, values.columns])))
    }
  }

  /// Records one step of the decoder, whose logits are written to `logits`, [batch, targetCount].
  func decodeStep(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ fed: Tokens, state: [[Tensor]],
    keys: AttentionKeys?,
    lengths: Tokens, into logits: Tensor
  ) -> DecoderStep {
    let table = parameters.add(
      "decoder.embedding.weight", shape: [hyperparameters.targetCount, hyperparameters.embedding])
    let word = embedding(fed, table, padding: hyperparameters.padding)
    let attention = keys.map { attend(hyperparameters, state[0][0], $0, lengths: lengths) }
    let x = attention.map { concatenate([word, $0.context]) } ?? word
    let recurrences: [Recurrence]
    if attention != nil {
      let weights = RecurrenceWeights(
        "decoder.cell", layer: nil, cell: hyperparameters.cell, inputs: x.columns,
        hidden: hyperparameters.hidden,
        in: parameters)
      recurrences = [
        recurrence(
          hyperparameters.cell, .sequence(x), steps: 1, hidden: hyperparameters.hidden,
          weights: weights,
          initial: state[0])
      ]
    } else {
      var stack = RecurrentStack.Hyperparameters(
        cell: hyperparameters.cell, hidden: hyperparameters.hidden)
      stack.layers = hyperparameters.layers
      recurrences =
        recurrentStack(
          "decoder.\(moduleName(hyperparameters.cell))", stack, .sequence(x), inputs: x.columns,
          steps: 1,
          initial: state
        ).all
    }
    let h = recurrences[recurrences.count - 1].output
    let features = attention.map { concatenate([h, $0.context]) } ?? h
    linear(
      features,
      parameters.add("decoder.fc.weight", shape: [hyperparameters.targetCount, features.columns]),
      parameters.add("decoder.fc.bias", shape: [hyperparameters.targetCount]), into: logits)
    return DecoderStep(
      fed: fed, recurrences: recurrences, state: recurrences.map(\.finalStates),
      weights: attention?.weights, context: attention?.context)
  }

  /// Records Bahdanau's attention: weights = softmax(v . tanh(W_query h + W_key keys)) over the
  /// valid steps of each source, and the context vector, the sum of the keys with these weights.
  private func attend(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ h: Tensor, _ keys: AttentionKeys,
    lengths: Tokens
  ) -> (weights: Tensor, context: Tensor) {
    additiveAttention(
      h, keys: keys.values, projectedKeys: keys.projected, lengths: lengths,
      query: parameters.add(
        "decoder.attention.W_query.weight", shape: [keys.projected.columns, hyperparameters.hidden]),
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
    return (weights, contextVectors(weights, of: keys, batch: batch))
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
    let context = contextVectors(weights, of: keys, batch: batch)
    return (weights, context, tanh(linear(concatenate([context, queries]), combine)))
  }
}
