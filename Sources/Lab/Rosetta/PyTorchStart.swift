/// An initialisation in Python: what it draws, in the lab's order.
struct PyTorchStart: Sendable {
  /// The name in the list of initialisations.
  let name: String
  /// The input matrix, from its `shape`.
  let input: String
  /// One gate's recurrent matrix.
  let recurrent: String
  /// Whether biases are drawn too, or start from zero.
  var hasRandomBias = false
  /// What the forget gate's biases add up to; nil where it is as the others.
  var forgetBias: Double?
  /// Python of the draws that only this one needs.
  var helpers: [String] = []

  /// Whether it draws from the normal distribution.
  var drawsNormal: Bool { !helpers.isEmpty }

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchStart {
    try pyTorchRow(name, "initialization", in: all, called: \.name)
  }

  /// Every initialisation that has a program.
  static let all = [
    PyTorchStart(
      name: "pytorch", input: "uniform(shape, bound)",
      recurrent: "uniform((hidden, hidden), bound)", hasRandomBias: true),
    PyTorchStart(
      name: "keras",
      input: "uniform(shape, math.sqrt(6 / sum(shape)))",
      recurrent: "orthogonal(hidden)", forgetBias: 1, helpers: [orthogonal]),
    PyTorchStart(
      name: "small", input: "0.01 * normal(shape)",
      recurrent: "0.01 * normal((hidden, hidden))", helpers: [normal]),
    PyTorchStart(
      name: "orthogonal", input: "uniform(shape, bound)",
      recurrent: "orthogonal(hidden)",
      helpers: [orthogonal]),
    PyTorchStart(
      name: "identity", input: "uniform(shape, bound)",
      recurrent: "torch.eye(hidden)"),
  ]

  /// Python that sets the first weights of `model`.
  func parts(_ configuration: Configuration, _ cell: PyTorchCell) -> [String] {
    let lines =
      [
        "rnn, bound = model.rnn, 1 / math.sqrt(hidden)",
        "shape = rnn.weight_ih_l0.shape",
        "with torch.no_grad():",
        "    rnn.weight_ih_l0.copy_(\(input))",
        "    rnn.weight_hh_l0.copy_(\(matrix(configuration, cell)))",
      ] + biases(configuration, cell).map { "    " + $0 } + [
        "    for p in model.fc.parameters():",
        "        p.copy_(uniform(p.shape, bound))",
      ]
    return ["weights = Random(seed, stream=1)", Self.uniform] + helpers
      + [lines.joined(separator: "\n")]
  }

  /// All gates' recurrent matrices, each drawn by itself, times the gain.
  private func matrix(_ configuration: Configuration, _ cell: PyTorchCell) -> String {
    let gates = cell.kind?.gates.count ?? 1
    let all = gates == 1 ? recurrent : "torch.cat([\(recurrent) for _ in range(\(gates))])"
    return configuration.gain == 1 ? all : "\(Setting.text(configuration.gain)) * \(all)"
  }

  private func biases(_ configuration: Configuration, _ cell: PyTorchCell) -> [String] {
    let names = ["bias_ih_l0"] + (cell.kind?.hasTwoBiases == false ? [] : ["bias_hh_l0"])
    var lines: [String] = []
    for name in names.map({ "rnn.\($0)" }) {
      lines.append(name + (hasRandomBias ? ".copy_(uniform(\(name).shape, bound))" : ".zero_()"))
    }
    guard let gate = cell.kind?.forgetGate, let total = configuration.forgetBias ?? forgetBias
    else {
      return lines
    }
    let rows = gate == 0 ? ":hidden" : "hidden : \(gate + 1) * hidden"
    let letter = cell.kind?.gates[gate] ?? ""
    lines.append("rnn.bias_ih_l0[\(rows)] = \(Setting.text(total))  # gate \(letter)")
    if names.count > 1 { lines.append("rnn.bias_hh_l0[\(rows)] = 0") }
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
