/// The first weights of an encoder-decoder model.
extension EncoderDecoder {
  /// Sets the first weights: the recurrent layers' by `initialization`, embeddings normal, and all that
  /// is linear as PyTorch's.
  public func initialize(
    _ initialization: Initialization, gain: Float = 1, forgetBias: Float? = nil,
    using random: inout Random
  ) {
    let parameters = tape.parameters
    for parameter in parameters.all where parameter.name.hasSuffix("embedding.weight") {
      var values = WeightDraw.normal(1).draw(
        rows: parameter.rows, columns: parameter.columns, using: &random)
      for column in 0..<parameter.columns where parameter.rows > shape.padding && shape.padding >= 0
      {
        values[shape.padding * parameter.columns + column] = 0
      }
      parameters.set(parameter, values)
    }
    var known: Set<String> = []
    for weights in recurrentWeights {
      initialization.apply(
        to: weights, cell: shape.cell, gain: gain, forgetBias: forgetBias, in: parameters,
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
        prefix, layer: layer, isReversed: isReversed, cell: shape.cell, inputs: inputs,
        hidden: shape.hidden, in: parameters)
    }
    let module = tape.moduleName(shape.cell)
    var all: [RecurrenceWeights] = []
    for layer in 0..<shape.layers {
      for isReversed in shape.isBidirectional ? [false, true] : [false] {
        all.append(
          weights(
            "encoder.\(module)", layer, isReversed: isReversed,
            inputs: layer == 0 ? shape.embedding : shape.keys))
      }
    }
    guard shape.attention == nil else {
      return all + [weights("decoder.cell", nil, inputs: shape.embedding + shape.keys)]
    }
    for layer in 0..<shape.layers {
      all.append(
        weights("decoder.\(module)", layer, inputs: layer == 0 ? shape.embedding : shape.hidden))
    }
    return all
  }
}
