/// The initial weights of an encoder-decoder model.
extension EncoderDecoder {
  /// Draws the initial weights: the recurrent layers' by `initialization`, embeddings from a normal
  /// distribution, and linear layers' as PyTorch does.
  public func initialize(
    _ initialization: Initialization, gain: Float = 1, forgetBias: Float? = nil,
    using random: inout Random
  ) {
    let parameters = tape.parameters
    for parameter in parameters.all where parameter.name.hasSuffix("embedding.weight") {
      var values = WeightDraw.normal(1).draw(
        rows: parameter.rows, columns: parameter.columns, using: &random)
      for column in 0..<parameter.columns
      where parameter.rows > hyperparameters.padding && hyperparameters.padding >= 0 {
        values[hyperparameters.padding * parameter.columns + column] = 0
      }
      parameters.set(parameter, values)
    }
    var known: Set<String> = []
    for weights in recurrentWeights {
      initialization.apply(
        to: weights, cell: hyperparameters.cell, gain: gain, forgetBias: forgetBias, in: parameters,
        using: &random)
      known.formUnion(weights.all.map(\.name))
    }
    for parameter in parameters.all
    where !known.contains(parameter.name) && !parameter.name.hasSuffix("embedding.weight") {
      let inputs =
        parameter.name.hasSuffix(".bias")
        ? parameters[parameter.name.dropLast(4) + "weight"]?.columns ?? parameter.columns
        : parameter.columns
      parameters.set(
        parameter,
        WeightDraw.uniform(fanIn: inputs).draw(
          rows: parameter.rows, columns: parameter.columns, using: &random))
    }
  }

  /// The weights of the encoder's layers, then of the decoder's.
  private var recurrentWeights: [RecurrenceWeights] {
    let parameters = tape.parameters
    func weights(
      _ prefix: String, _ layer: Int?, isReversed: Bool = false, inputs: Int
    ) -> RecurrenceWeights {
      RecurrenceWeights(
        prefix, layer: layer, isReversed: isReversed, cell: hyperparameters.cell, inputs: inputs,
        hidden: hyperparameters.hidden, in: parameters)
    }
    let module = tape.moduleName(hyperparameters.cell)
    var all: [RecurrenceWeights] = []
    for layer in 0..<hyperparameters.layers {
      for isReversed in hyperparameters.isBidirectional ? [false, true] : [false] {
        all.append(
          weights(
            "encoder.\(module)", layer, isReversed: isReversed,
            inputs: layer == 0 ? hyperparameters.embedding : hyperparameters.keys))
      }
    }
    guard hyperparameters.attention == nil else {
      return all + [
        weights("decoder.cell", nil, inputs: hyperparameters.embedding + hyperparameters.keys)
      ]
    }
    for layer in 0..<hyperparameters.layers {
      all.append(
        weights(
          "decoder.\(module)", layer,
          inputs: layer == 0 ? hyperparameters.embedding : hyperparameters.hidden))
    }
    return all
  }
}
