import Engine

/// An initialisation in Python: what it draws, in the lab's order.
struct PyTorchStart: Sendable {
  /// The name in the list of initialisations.
  let name: String
  /// The input matrix, `w_x`.
  let input: String
  /// One gate's recurrent matrix.
  let recurrent: String
  /// Whether biases are drawn too, or start from zero.
  var hasRandomBias = false
  /// What the forget gate's biases add up to; nil where it is as the others.
  var forgetBias: Double?
  /// Python of the draws that only this one needs.
  var helpers: [String] = []

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchStart {
    try pyTorchRow(name, "initialization", in: all, called: \.name)
  }

  /// Every initialisation that has a program.
  static let all = [
    PyTorchStart(
      name: "pytorch", input: "uniform(w_x.shape, bound)",
      recurrent: "uniform((hidden, hidden), bound)", hasRandomBias: true),
    PyTorchStart(
      name: "keras",
      input: "uniform(w_x.shape, math.sqrt(6 / sum(w_x.shape)))",
      recurrent: "orthogonal(hidden)", forgetBias: 1, helpers: [orthogonal]),
    PyTorchStart(
      name: "small", input: "0.01 * normal(w_x.shape)",
      recurrent: "0.01 * normal((hidden, hidden))", helpers: [normal]),
    PyTorchStart(
      name: "orthogonal", input: "uniform(w_x.shape, bound)",
      recurrent: "orthogonal(hidden)",
      helpers: [orthogonal]),
    PyTorchStart(
      name: "identity", input: "uniform(w_x.shape, bound)",
      recurrent: "torch.eye(hidden)"),
  ]

  /// Python that sets the initial weights of a model of sequences.
  func sequences(
    _ configuration: Configuration, _ cell: PyTorchCell, isEmbedded: Bool
  ) -> [String] {
    let embedding = ["p = model.embedding.weight", "p.copy_(normal(p.shape))"]
    let outputs = ["for p in model.fc.parameters():", "    p.copy_(uniform(p.shape, bound))"]
    let inner = (isEmbedded ? embedding : []) + layer(configuration, cell, "model.rnn") + outputs
    let names = cell.kind.isOwn ? [] : ["\(Self.names(cell)) = model.rnn.parameters()"]
    let lines =
      names + ["bound = 1 / math.sqrt(hidden)", "with torch.no_grad():"]
      + inner.map { "    " + $0 }
    return draws(isEmbedded: isEmbedded) + [lines.joined(separator: "\n")]
  }

  /// Python that sets the initial weights of an encoder and a decoder.
  ///
  /// - Parameters:
  ///   - configuration: decides what is drawn
  ///   - cell: of both
  ///   - linear: the linear layers, in the order in which they are drawn
  func pairs(
    _ configuration: Configuration, _ cell: PyTorchCell, linear: [String]
  ) -> [String] {
    let function =
      ["def start(\(cell.kind.isOwn ? "rnn" : Self.names(cell))):"]
      + (["\"\"\"A recurrent layer's initial weights, in one direction.\"\"\""]
      + layer(configuration, cell, "rnn")).map { "    " + $0 }
    let encoder =
      configuration.isBidirectional
      ? [
        "both = [*model.encoder.parameters()]", "start(*both[: len(both) // 2])",
        "start(*both[len(both) // 2 :])  # backwards",
      ] : [start(cell, "model.encoder")]
    let inner =
      [
        "for p in model.source_embedding.weight, model.target_embedding.weight:",
        "    p.copy_(normal(p.shape))", "    p[0] = 0  # padding",
      ] + encoder + [
        start(cell, "model.decoder"),
        "for layer in [\(linear.joined(separator: ", "))]:",
        "    for p in layer.parameters():",
        "        p.copy_(uniform(p.shape, 1 / math.sqrt(layer.in_features)))",
      ]
    let lines = ["with torch.no_grad():"] + inner.map { "    " + $0 }
    return draws(isEmbedded: true) + ["bound = 1 / math.sqrt(hidden)"]
      + [function, lines].map { $0.joined(separator: "\n") }
  }

  /// What draws are made of.
  private func draws(isEmbedded: Bool) -> [String] {
    let own = helpers.contains(Self.normal) || !isEmbedded ? helpers : [Self.normal] + helpers
    return ["weights = Random(seed, stream=1)", Self.uniform] + own
  }

  /// The parameters of a recurrent layer in one direction, as the lines of `layer` call them.
  private static func names(_ cell: PyTorchCell) -> String {
    (["w_x"] + (cell.kind.isRecurrent ? ["w_h"] : []) + ["b_x"]
      + (cell.kind.hasTwoBiases ? ["b_h"] : [])).joined(separator: ", ")
  }

  private func start(_ cell: PyTorchCell, _ layer: String) -> String {
    cell.kind.isOwn ? "start(\(layer))" : "start(*\(layer).parameters())"
  }

  /// Lines that set the initial weights of the recurrent layer `rnn` in one direction.
  private func layer(
    _ configuration: Configuration, _ cell: PyTorchCell, _ rnn: String
  ) -> [String] {
    guard !cell.kind.isOwn else { return ownLayer(configuration, cell.kind, rnn) }
    return ["w_x.copy_(\(input))"]
      + (cell.kind.isRecurrent
        ? ["w_h.copy_(\(matrix(configuration, gates: cell.kind.gates.count)))"] : [])
      + biases(configuration, cell.kind)
  }

  /// The same for a cell whose matrices and vectors are each a parameter.
  private func ownLayer(
    _ configuration: Configuration, _ kind: CellKind, _ rnn: String
  ) -> [String] {
    let (equations, module) = (kind.cellEquations, PyTorchEquations(kind))
    func parameter(_ name: String) -> String { "\(rnn).\(module.attribute(name))" }
    func all(_ names: [String]) -> String { names.map(parameter).joined(separator: ", ") }
    var lines = ["for w_x in [\(all(equations.inputMatrices))]:", "    w_x.copy_(\(input))"]
    if kind.isRecurrent {
      lines += [
        "for w_h in [\(all(equations.drawnRecurrentMatrices))]:",
        "    w_h.copy_(\(matrix(configuration, gates: 1)))",
      ]
    }
    let total = configuration.forgetBias ?? forgetBias
    for vector in equations.vectors {
      let value =
        total.flatMap { kind.forgetShare(of: vector, total: $0) }.map {
          ".fill_(\(Setting.text($0)))  # of the forget gate"
        }
        ?? (hasRandomBias ? ".copy_(uniform(\(parameter(vector)).shape, bound))" : ".zero_()")
      lines.append("\(parameter(vector))\(value)")
    }
    return lines
  }

  /// All gates' recurrent matrices, each drawn by itself, times the gain.
  private func matrix(_ configuration: Configuration, gates: Int) -> String {
    let all = gates == 1 ? recurrent : "torch.cat([\(recurrent) for _ in range(\(gates))])"
    return configuration.gain == 1 ? all : "\(Setting.text(configuration.gain)) * \(all)"
  }

  private func biases(_ configuration: Configuration, _ kind: CellKind) -> [String] {
    let names = kind.hasTwoBiases ? ["b_x", "b_h"] : ["b_x"]
    var lines = names.map {
      $0 + (hasRandomBias ? ".copy_(uniform(\($0).shape, bound))" : ".zero_()")
    }
    guard let gate = kind.forgetGate, let total = configuration.forgetBias ?? forgetBias else {
      return lines
    }
    let rows = gate == 0 ? ":hidden" : "hidden : \(gate + 1) * hidden"
    lines.append("b_x[\(rows)] = \(Setting.text(total))  # gate \(kind.gates[gate])")
    if kind.hasTwoBiases { lines.append("b_h[\(rows)] = 0") }
    return lines
  }

  private static let uniform = """
    def uniform(shape, bound):
        draws = [weights.uniform(-bound, bound) for _ in range(math.prod(shape))]
        return torch.tensor(draws).view(shape)
    """

  private static let normal = """
    def normal(shape):
        return torch.tensor([weights.normal() for _ in range(math.prod(shape))]).view(shape)
    """

  private static let orthogonal = """
    def orthogonal(size):
        \"\"\"Normal vectors, each made orthogonal to those before by Gram and Schmidt, twice.\"\"\"
        rows = torch.zeros(0, size, dtype=torch.float64)
        while len(rows) < size:
            row = torch.tensor([weights.normal() for _ in range(size)], dtype=torch.float64)
            for _ in range(2):
                row = row - rows.T @ (rows @ row)
            if row.norm() > 1e-6:
                rows = torch.cat([rows, (row / row.norm())[None]])
        return rows.float()
    """
}
