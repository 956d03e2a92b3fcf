import Engine

/// A recurrent layer in PyTorch: one of its modules, or a short one written out.
struct PyTorchCell: Sendable {
  /// The name in the list of cells.
  let name: String
  /// What makes the layer, up to its sizes.
  let constructor: String
  /// What follows the sizes.
  var options = ""
  /// The module's Python, where PyTorch has none.
  var module: String?

  /// What is known of the cell; nil once it has left the list of cells.
  var kind: CellKind? { Cells.named(name) }
  /// Whether h comes with c.
  var hasTwoStates: Bool { (kind?.states.count ?? 1) > 1 }
  /// Whether W_x x and W_h h have a bias each.
  var hasTwoBiases: Bool { kind?.hasTwoBiases ?? true }

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchCell {
    try pyTorchRow(name, "cell", in: all, called: \.name)
  }

  /// Every cell that has a program.
  static let all = [
    PyTorchCell(name: "tanh", constructor: "nn.RNN"),
    PyTorchCell(name: "relu", constructor: "nn.RNN", options: #", nonlinearity="relu""#),
    PyTorchCell(name: "linear", constructor: "LinearRNN", module: linear),
    PyTorchCell(name: "lstm", constructor: "nn.LSTM"),
    PyTorchCell(name: "gru", constructor: "nn.GRU"),
    PyTorchCell(name: "gru-textbook", constructor: "TextbookGRU", module: textbookGRU),
  ]

  private static let linear = """
    class LinearRNN(nn.Module):
        \"\"\"h' = W_x x + b_x + W_h h + b_h: PyTorch's nn.RNN without its tanh.\"\"\"

        def __init__(self, inputs, hidden):
            super().__init__()
            self.weight_ih_l0 = nn.Parameter(torch.zeros(hidden, inputs))
            self.weight_hh_l0 = nn.Parameter(torch.zeros(hidden, hidden))
            self.bias_ih_l0 = nn.Parameter(torch.zeros(hidden))
            self.bias_hh_l0 = nn.Parameter(torch.zeros(hidden))

        def forward(self, x, h=None):
            h = x.new_zeros(batch, hidden) if h is None else h[0]
            states = []
            for a in F.linear(x, self.weight_ih_l0, self.bias_ih_l0 + self.bias_hh_l0):
                h = a + F.linear(h, self.weight_hh_l0)
                states.append(h)
            return torch.stack(states), h[None]
    """

  private static let textbookGRU = """
    class TextbookGRU(nn.Module):
        \"\"\"The GRU that resets h before the product, which nn.GRU does after; rows z, r, \
    candidate.\"\"\"

        def __init__(self, inputs, hidden):
            super().__init__()
            self.weight_ih_l0 = nn.Parameter(torch.zeros(3 * hidden, inputs))
            self.weight_hh_l0 = nn.Parameter(torch.zeros(3 * hidden, hidden))
            self.bias_ih_l0 = nn.Parameter(torch.zeros(3 * hidden))

        def forward(self, x, h=None):
            h = x.new_zeros(batch, hidden) if h is None else h[0]
            u_z, u_r, u_h = self.weight_hh_l0.chunk(3)
            states = []
            for a in F.linear(x, self.weight_ih_l0, self.bias_ih_l0):
                a_z, a_r, a_h = a.chunk(3, dim=1)
                z = torch.sigmoid(a_z + F.linear(h, u_z))
                r = torch.sigmoid(a_r + F.linear(h, u_r))
                candidate = torch.tanh(a_h + F.linear(r * h, u_h))
                h = (1 - z) * h + z * candidate
                states.append(h)
            return torch.stack(states), h[None]
    """
}
