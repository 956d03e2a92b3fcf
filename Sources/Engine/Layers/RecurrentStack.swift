/// Recurrent layers on top of each other, in one or both directions, as PyTorch's `nn.RNN`, `nn.LSTM`
/// and `nn.GRU` with `num_layers` and `bidirectional`.
public struct RecurrentStack {
  /// Layer by layer, and in each the direction that reads forwards, then the other.
  public let layers: [[Recurrence]]
  /// The last layer's h, [steps * batch, directions * hidden].
  public let output: Tensor
  /// Between two layers, where there is any.
  public let dropouts: [Dropout]

  /// State `s` after the last step, layer by layer, each [batch, hidden]: PyTorch's h_n or c_n.
  public func finalStates(_ s: Int = 0) -> [Tensor] {
    layers.joined().map { $0.finalState(s) }
  }

  /// The layers and directions in one row, in PyTorch's order: l0, l0_reverse, l1, ...
  public var all: [Recurrence] { layers.flatMap(\.self) }
}

/// The shape of a stack of recurrent layers.
public struct RecurrentStackShape: Sendable, Equatable {
  /// The cell of every layer.
  public var cell: CellKind
  /// Hidden units in each direction.
  public var hidden: Int
  /// Layers.
  public var layers = 1
  /// Whether each layer reads in both directions.
  public var isBidirectional = false
  /// Whether there are biases.
  public var hasBias = true
  /// The share of numbers that is dropped between two layers; nil for no dropout there.
  public var dropout: Float?

  /// One layer in one direction; set the rest.
  public init(cell: CellKind, hidden: Int) {
    self.cell = cell
    self.hidden = hidden
  }

  /// Columns of the output.
  public var outputs: Int { isBidirectional ? 2 * hidden : hidden }
}

extension Tape {
  /// Records a stack of recurrent layers.
  ///
  ///     layer k reads [forward h, backward h] of layer k - 1
  ///
  /// - Parameters:
  ///   - prefix: the weights' names begin with it: `rnn` gives `rnn.weight_ih_l0`, ...
  ///   - shape: cell, sizes and directions
  ///   - input: [steps * batch, inputs] or as many ids
  ///   - inputs: the size of a vector, or the number of ids
  ///   - steps: time steps
  ///   - initial: h (and c) of each layer and direction, in the order of `RecurrentStack.all`, each
  ///     a list of [batch, hidden]; none to start from zero
  ///   - lengths: how many steps each sequence has, [batch]
  public func recurrentStack(
    _ prefix: String, _ shape: RecurrentStackShape, _ input: RecurrenceInput, inputs: Int,
    steps: Int, initial: [[Tensor]] = [], lengths: Tokens? = nil
  ) -> RecurrentStack {
    let directions = shape.isBidirectional ? [false, true] : [false]
    var layers: [[Recurrence]] = []
    var dropouts: [Dropout] = []
    var (x, size) = (input, inputs)
    for layer in 0..<shape.layers {
      if layer > 0, let rate = shape.dropout, case .sequence(let h) = x {
        let dropped = dropout(h, rate: rate)
        dropouts.append(dropped.dropout)
        x = .sequence(dropped.output)
      }
      let sides = directions.enumerated().map { side, isReversed in
        let place = layer * directions.count + side
        return recurrence(
          shape.cell, x, steps: steps, hidden: shape.hidden,
          weights: RecurrenceWeights(
            prefix, layer: layer, isReversed: isReversed, cell: shape.cell, inputs: size,
            hidden: shape.hidden, hasBias: shape.hasBias, in: parameters),
          initial: place < initial.count ? initial[place] : [], isReversed: isReversed,
          lengths: lengths)
      }
      layers.append(sides)
      let outputs = sides.map(\.output)
      x = .sequence(outputs.count == 1 ? outputs[0] : concatenate(outputs))
      size = shape.outputs
    }
    guard case .sequence(let output) = x, !layers.isEmpty else {
      preconditionFailure("a stack has at least one layer")
    }
    return RecurrentStack(layers: layers, output: output, dropouts: dropouts)
  }
}
