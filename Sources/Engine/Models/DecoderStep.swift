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

extension EncoderDecoder.Hyperparameters {
  /// The decoder's layers without attention, and the encoder's in one direction.
  fileprivate var stack: RecurrentStack.Hyperparameters {
    var stack = RecurrentStack.Hyperparameters(cell: cell, hidden: hidden)
    (stack.layers, stack.start) = (layers, start)
    return stack
  }
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
    let table = parameters.embedding(
      "encoder.embedding.weight", count: hyperparameters.sourceCount,
      size: hyperparameters.embedding, padding: hyperparameters.padding)
    var stack = hyperparameters.stack
    stack.isBidirectional = hyperparameters.isBidirectional
    return recurrentStack(
      "encoder.\(moduleName(hyperparameters.cell))", stack,
      .embedded(source, table, padding: hyperparameters.padding), steps: steps, lengths: lengths)
  }

  /// Records the decoder's initial state: h (and c) of each layer.
  func decoderStart(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ encoder: RecurrentStack
  ) -> [[Tensor]] {
    encoder.layers.enumerated().map { layer, sides in
      hyperparameters.cell.states.indices.map { s in
        guard hyperparameters.isBidirectional else { return sides[0].finalState(s) }
        let name = "decoder.bridge_\(hyperparameters.cell.states[s])_l\(layer)"
        return tanh(
          linear(
            concatenate(sides.map { $0.finalState(s) }), named: name,
            outputs: hyperparameters.hidden, turn: .connection))
      }
    }
  }

  /// Records the projections of the encoder's outputs, once for all steps; nil without attention.
  func attentionKeys(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ values: Tensor
  ) -> AttentionKeys? {
    hyperparameters.attention.map { size in
      AttentionKeys(
        values: values,
        projected: linear(
          values, named: "decoder.attention.W_key", outputs: size, hasBias: false,
          turn: .connection))
    }
  }

  /// Records one step of the decoder, whose logits are written to `logits`, [batch, targetCount].
  func decodeStep(
    _ hyperparameters: EncoderDecoder.Hyperparameters, _ fed: Tokens, state: [[Tensor]],
    keys: AttentionKeys?, lengths: Tokens, into logits: Tensor
  ) -> DecoderStep {
    let table = parameters.embedding(
      "decoder.embedding.weight", count: hyperparameters.targetCount,
      size: hyperparameters.embedding, padding: hyperparameters.padding)
    let word = embedding(fed, table, padding: hyperparameters.padding)
    let attention = keys.map { attend(state[0][0], $0, lengths: lengths) }
    let x = attention.map { concatenate([word, $0.context]) } ?? word
    let recurrences: [Recurrence]
    if attention != nil {
      let weights = RecurrenceWeights(
        "decoder.cell", layer: nil, hyperparameters.stack.layer(inputs: x.columns), in: parameters)
      recurrences = [recurrence(.sequence(x), weights, steps: 1, initial: state[0])]
    } else {
      recurrences =
        recurrentStack(
          "decoder.\(moduleName(hyperparameters.cell))", hyperparameters.stack, .sequence(x),
          steps: 1, initial: state
        ).all
    }
    let h = recurrences[recurrences.count - 1].output
    let features = attention.map { concatenate([h, $0.context]) } ?? h
    linear(
      features, named: "decoder.fc", outputs: hyperparameters.targetCount, turn: .output,
      into: logits)
    return DecoderStep(
      fed: fed, recurrences: recurrences, state: recurrences.map(\.finalStates),
      weights: attention?.weights, context: attention?.context)
  }

  /// Records Bahdanau's attention: weights = softmax(v . tanh(W_query h + W_key keys)) over the
  /// valid steps of each source, and the context vector, the sum of the keys with these weights.
  private func attend(
    _ h: Tensor, _ keys: AttentionKeys, lengths: Tokens
  ) -> (weights: Tensor, context: Tensor) {
    let size = keys.projected.columns
    return additiveAttention(
      h, keys: keys.values, projectedKeys: keys.projected, lengths: lengths,
      query: parameters.add(
        "decoder.attention.W_query.weight", shape: [size, h.columns],
        start: .uniform(fanIn: h.columns), turn: .connection),
      v: parameters.add(
        "decoder.attention.v.weight", shape: [1, size], start: .uniform(fanIn: size),
        turn: .connection))
  }
}
