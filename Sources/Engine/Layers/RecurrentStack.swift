/// Recurrent layers on top of each other, in one or both directions, as PyTorch's `nn.RNN`,
/// `nn.LSTM` and `nn.GRU` with `num_layers` and `bidirectional`.
public struct RecurrentStack {
  /// Layer by layer, each with its forward direction and then, if there is one, its reverse
  /// direction.
  public let layers: [[Recurrence]]
  /// The last layer's h, [steps * batch, directions * hidden].
  public let output: Tensor
  /// The dropout between two layers; empty without dropout.
  public let dropouts: [Dropout]

  /// State `s` after the last step, layer by layer, each [batch, hidden]: PyTorch's h_n or c_n.
  public func finalStates(_ s: Int = 0) -> [Tensor] {
    layers.joined().map { $0.finalState(s) }
  }

  /// The layers and directions in one list, in PyTorch's order: l0, l0_reverse, l1, ...
  public var all: [Recurrence] { layers.flatMap(\.self) }

  /// What a stack of recurrent layers is made of.
  public struct Hyperparameters: Sendable, Equatable {
    /// The cell of every layer.
    public var cell: CellKind
    /// Hidden units in each direction.
    public var hidden: Int
    /// How many layers there are.
    public var layers = 1
    /// Whether each layer has a forward and a reverse direction.
    public var isBidirectional = false
    /// Whether there are biases.
    public var hasBias = true
    /// The dropout rate between two layers; nil for no dropout.
    public var dropout: Float?
    /// What the weights of every layer start from.
    public var start = RecurrentStart()

    /// One layer in one direction; set the rest.
    public init(cell: CellKind, hidden: Int) {
      self.cell = cell
      self.hidden = hidden
    }

    /// Columns of the output.
    public var outputs: Int { isBidirectional ? 2 * hidden : hidden }

    /// A layer of it in one direction.
    func layer(inputs: Int) -> RecurrenceWeights.Hyperparameters {
      var layer = RecurrenceWeights.Hyperparameters(cell: cell, inputs: inputs, hidden: hidden)
      (layer.hasBias, layer.start) = (hasBias, start)
      return layer
    }
  }
}

extension Tape {
  /// Records a stack of recurrent layers.
  ///
  ///     the input of layer k is [forward h, reverse h] of layer k - 1
  ///
  /// - Parameters:
  ///   - prefix: the weights' names begin with it: `rnn` gives `rnn.weight_ih_l0`, ...
  ///   - hyperparameters: cell, sizes and directions
  ///   - input: [steps * batch, inputs] or as many ids
  ///   - steps: time steps
  ///   - initial: h (and c) of each layer and direction, in the order of `RecurrentStack.all`, each
  ///     a list of [batch, hidden]; none to start from zero
  ///   - lengths: how many steps each sequence has, [batch]
  public func recurrentStack(
    _ prefix: String, _ hyperparameters: RecurrentStack.Hyperparameters, _ input: RecurrenceInput,
    steps: Int, initial: [[Tensor]] = [], lengths: Tokens? = nil
  ) -> RecurrentStack {
    let directions = hyperparameters.isBidirectional ? [false, true] : [false]
    var layers: [[Recurrence]] = []
    var dropouts: [Dropout] = []
    var x = input
    for layer in 0..<hyperparameters.layers {
      if layer > 0, let rate = hyperparameters.dropout, case .sequence(let h) = x {
        let dropped = dropout(h, rate: rate)
        dropouts.append(dropped.dropout)
        x = .sequence(dropped.output)
      }
      let sides = directions.enumerated().map { side, isReversed in
        let index = layer * directions.count + side
        let weights = RecurrenceWeights(
          prefix, layer: layer, isReversed: isReversed,
          hyperparameters.layer(inputs: x.columns), in: parameters)
        return recurrence(
          x, weights, steps: steps, initial: index < initial.count ? initial[index] : [],
          lengths: lengths)
      }
      layers.append(sides)
      let outputs = sides.map(\.output)
      x = .sequence(outputs.count == 1 ? outputs[0] : concatenate(outputs))
    }
    guard case .sequence(let output) = x, !layers.isEmpty else {
      preconditionFailure("a stack has at least one layer")
    }
    return RecurrentStack(layers: layers, output: output, dropouts: dropouts)
  }
}
