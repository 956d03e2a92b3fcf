/// The plain recurrent network (Elman, "Finding structure in time", 1990), as PyTorch's `nn.RNN`:
///
///     h' = tanh(W_x x + b_x + W_h h + b_h)
enum TanhCell: Cell {
  static let kind = CellKind(
    name: "tanh", title: "tanh RNN", equations: "h' = tanh(W_x x + b_x + W_h h + b_h)",
    gates: ["h"])

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    units.setState(0, tanh(units.gate(0)))
  }

  /// dL/da = dL/dh' (1 - h'^2)
  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    let h = units.state(0)
    units.setGateGradient(0, units.gradient(0) * (1 - h * h))
  }
}
