import Engine

/// A recurrent layer in PyTorch: one of its modules, or one that is written out from the cell's
/// equations.
struct PyTorchCell: Sendable {
  /// What is known of the cell.
  let kind: CellKind
  /// What makes the layer, up to its sizes.
  let constructor: String
  /// What follows the sizes.
  var options = ""
  /// The Python that defines the layer, where PyTorch has none: functions, then its class.
  var definitions: [String] = []

  /// Whether h comes with c.
  var hasTwoStates: Bool { kind.states.count > 1 }

  /// The layer of `configuration`.
  init(_ configuration: Configuration) {
    kind = configuration.cellKind
    if let own = Self.modules[kind.name], !kind.isOwn {
      (constructor, options) = own
    } else {
      let equations = PyTorchEquations(kind)
      (constructor, definitions) = (equations.className, equations.definitions)
    }
  }

  /// The modules that PyTorch has, by the names of the cells.
  static let modules: [String: (constructor: String, options: String)] = [
    "tanh": ("nn.RNN", ""), "relu": ("nn.RNN", #", nonlinearity="relu""#), "lstm": ("nn.LSTM", ""),
    "gru": ("nn.GRU", ""),
  ]
}
