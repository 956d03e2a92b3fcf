/// The weights of one recurrent layer in one direction, by PyTorch's names: `rnn.weight_ih_l0`,
/// ..., with `_reverse` after those of a layer that reads backwards, and without `_l0` for a single
/// cell.
///
/// Of a cell that is given by its equations alone each matrix and each vector is a parameter with
/// the name that it has there: `rnn.W_z_l0`, `rnn.b_z_l0`. They lie one after the other, so that
/// those on x, and those on states, are also one matrix each.
public struct RecurrenceWeights: Sendable {
  /// What a layer is made of.
  public struct Hyperparameters: Sendable, Equatable {
    /// The cell, which decides how many gates there are.
    public var cell: CellKind
    /// Numbers that come in at every step.
    public var inputs: Int
    /// Hidden units.
    public var hidden: Int
    /// Whether there are biases. A cell that is given by its equations alone has those that they
    /// name.
    public var hasBias = true
    /// What the weights start from.
    public var start = RecurrentStart()

    /// With biases, and PyTorch's initial weights; set the rest.
    public init(cell: CellKind, inputs: Int, hidden: Int) {
      (self.cell, self.inputs, self.hidden) = (cell, inputs, hidden)
    }
  }

  /// The cell that these are the weights of.
  public let cell: CellKind
  /// Hidden units.
  public let hidden: Int
  /// Whether they are those of the direction that reads from the last step to the first.
  public let isReversed: Bool
  /// W_x, [matrices on x * hidden, inputs]: as many as gates in a cell of the list.
  public let input: Parameter
  /// W_h, [matrices * hidden, hidden]; nil for a cell whose gates do not see the state.
  public let recurrent: Parameter?
  /// b_x, [gates * hidden]; nil for a layer without biases.
  public let inputBias: Parameter?
  /// b_h, [gates * hidden]; nil for a layer without biases and for a cell with one.
  public let recurrentBias: Parameter?
  /// The biases that there are.
  let biases: [Parameter]
  /// The learned vectors of a cell that is given by its equations alone, [hidden] each, in their
  /// order there.
  let vectors: [Parameter]

  /// Adds the weights to `parameters` or finds them there.
  ///
  /// - Parameters:
  ///   - prefix: what comes before PyTorch's name and a dot
  ///   - layer: the number of the layer; nil for a single cell, as `nn.LSTMCell`
  ///   - isReversed: whether they are those of the direction that reads backwards
  ///   - hyperparameters: cell, sizes and first values
  ///   - parameters: where they are added
  public init(
    _ prefix: String, layer: Int? = 0, isReversed: Bool = false,
    _ hyperparameters: Hyperparameters, in parameters: Parameters
  ) {
    let (cell, hidden) = (hyperparameters.cell, hyperparameters.hidden)
    let start = hyperparameters.start
    let suffix = (layer.map { "_l\($0)" } ?? "") + (isReversed ? "_reverse" : "")
    (self.cell, self.hidden, self.isReversed) = (cell, hidden, isReversed)
    if cell.isOwn {
      let named = NamedWeights(prefix, suffix, hyperparameters, in: parameters)
      (input, recurrent, vectors) = (named.input, named.recurrent, named.vectors)
      (inputBias, recurrentBias, biases) = (nil, nil, [])
      return
    }
    vectors = []
    let rows = cell.gates.count * hidden
    input = parameters.add(
      "\(prefix).weight_ih\(suffix)", shape: [rows, hyperparameters.inputs],
      start: start.input(hidden: hidden))
    recurrent =
      cell.isRecurrent
      ? parameters.add(
        "\(prefix).weight_hh\(suffix)", shape: [rows, hidden],
        start: start.recurrent(matrices: cell.gates.count, hidden: hidden)) : nil
    inputBias =
      hyperparameters.hasBias
      ? parameters.add(
        "\(prefix).bias_ih\(suffix)", shape: [rows],
        start: start.bias(cell, hidden: hidden, isFirst: true)) : nil
    recurrentBias =
      hyperparameters.hasBias && cell.hasTwoBiases
      ? parameters.add(
        "\(prefix).bias_hh\(suffix)", shape: [rows],
        start: start.bias(cell, hidden: hidden, isFirst: false)) : nil
    biases = [inputBias, recurrentBias].compactMap(\.self)
  }

  /// Adds the weights of a layer with biases that starts as PyTorch's, or finds them.
  public init(
    _ prefix: String, cell: CellKind, inputs: Int, hidden: Int, in parameters: Parameters
  ) {
    self.init(
      prefix, Hyperparameters(cell: cell, inputs: inputs, hidden: hidden), in: parameters)
  }
}

/// The weights of a cell that is given by its equations alone.
private struct NamedWeights {
  let input: Parameter
  let recurrent: Parameter?
  let vectors: [Parameter]

  init(
    _ prefix: String, _ suffix: String, _ layer: RecurrenceWeights.Hyperparameters,
    in parameters: Parameters
  ) {
    let (equations, hidden, start) = (layer.cell.cellEquations, layer.hidden, layer.start)
    func add(_ name: String, _ shape: [Int], _ start: WeightDraw) -> Parameter {
      parameters.add("\(prefix).\(name)\(suffix)", shape: shape, start: start)
    }
    input = Parameter(
      stacking: equations.inputMatrices.map {
        add($0, [hidden, layer.inputs], start.input(hidden: hidden))
      }, name: "\(prefix).W_x\(suffix)")
    let onStates = equations.drawnRecurrentMatrices.map {
      add($0, [hidden, hidden], start.recurrent(matrices: 1, hidden: hidden))
    }
    recurrent =
      onStates.isEmpty ? nil : Parameter(stacking: onStates, name: "\(prefix).W_h\(suffix)")
    vectors = equations.vectors.map {
      add($0, [hidden], start.vector($0, of: layer.cell, hidden: hidden))
    }
  }
}
