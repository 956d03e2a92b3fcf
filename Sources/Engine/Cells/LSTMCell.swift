/// Long short-term memory (Hochreiter and Schmidhuber, 1997) with a forget gate (Gers, Schmidhuber
/// and Cummins, 2000), as PyTorch's `nn.LSTM`, rows in the order i, f, g, o:
///
///     i = sigmoid(W_i x + U_i h + b_i)      the input gate
///     f = sigmoid(W_f x + U_f h + b_f)      the forget gate
///     g = tanh   (W_g x + U_g h + b_g)      the candidate
///     o = sigmoid(W_o x + U_o h + b_o)      the output gate
///     c' = f c + i g
///     h' = o tanh(c')
enum LSTMCell: Cell {
  static let kind = CellKind(
    name: "lstm", title: "LSTM",
    equations: """
      i = sigmoid(W_i x + b_i + U_i h + c_i)
      f = sigmoid(W_f x + b_f + U_f h + c_f)
      g = tanh(W_g x + b_g + U_g h + c_g)
      o = sigmoid(W_o x + b_o + U_o h + c_o)
      c' = f * c + i * g
      h' = o * tanh(c')
      """,
    gates: ["i", "f", "g", "o"], states: ["h", "c"], forgetGate: 1)
  static let savedActivations = 1

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    let i = sigmoid(units.gate(0))
    let f = sigmoid(units.gate(1))
    let g = tanh(units.gate(2))
    let o = sigmoid(units.gate(3))
    let c = f * units.previous(1) + i * g
    let t = tanh(c)
    units.setState(0, o * t)
    units.setState(1, c)
    units.saveActivation(0, t)
    units.setGate(0, i)
    units.setGate(1, f)
    units.setGate(2, g)
    units.setGate(3, o)
  }

  /// dL/dc' gains dL/dh' o (1 - tanh(c')^2); then each gate by its own slope, and dL/dc = dL/dc' f.
  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    let (i, f, g, o) = (units.gate(0), units.gate(1), units.gate(2), units.gate(3))
    let t = units.savedActivation(0)
    let dh = units.gradient(0)
    let dc = units.gradient(1) + dh * o * (1 - t * t)
    units.setGradient(1, dc)
    units.setGateGradient(0, dc * g * i * (1 - i))
    units.setGateGradient(1, dc * units.previous(1) * f * (1 - f))
    units.setGateGradient(2, dc * i * (1 - g * g))
    units.setGateGradient(3, dh * t * o * (1 - o))
    units.addPreviousGradient(1, dc * f)
  }
}
