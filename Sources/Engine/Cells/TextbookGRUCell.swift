/// The gated recurrent unit as textbooks print it (Cho et al., 2014, third version): the reset
/// comes before the product, there is one bias, and z is the share of the new state. Rows z, r, h:
///
///     z  = sigmoid(W_z [h, x] + b_z)       the share of the new state
///     r  = sigmoid(W_r [h, x] + b_r)       the reset gate
///     h~ = tanh   (W_h [r h, x] + b_h)     the candidate
///     h' = (1 - z) h + z h~
///
/// PyTorch's GRU lets z weigh the old state, which is a renaming, and resets after the product,
/// which is not: no relabelling of weights makes the two equal.
enum TextbookGRUCell: Cell {
  static let kind = CellKind(
    name: "gru-textbook", title: "textbook GRU",
    equations: """
      z = sigmoid(W_z x + U_z h + b_z)
      r = sigmoid(W_r x + U_r h + b_r)
      h~ = tanh(W_h x + U_h (r * h) + b_h)
      h' = (1 - z) * h + z * h~
      """,
    gates: ["z", "r", "h~"], forgetGate: 0,
    forgetsByWriting: true, hasTwoBiases: false)
  static let gatedStateGates = 1

  /// r h, which the candidate sees in place of h.
  @inline(__always)
  static func gatedState(_ units: ForwardUnits) -> Lanes {
    let r = sigmoid(units.gate(1))
    units.setGate(1, r)
    return r * units.previous(0)
  }

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    let z = sigmoid(units.gate(0))
    let candidate = tanh(units.gate(2))
    units.setState(0, (1 - z) * units.previous(0) + z * candidate)
    units.setGate(0, z)
    units.setGate(2, candidate)
  }

  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    let (z, candidate) = (units.gate(0), units.gate(2))
    let dh = units.gradient(0)
    units.setGateGradient(0, dh * (candidate - units.previous(0)) * z * (1 - z))
    units.setGateGradient(2, dh * z * (1 - candidate * candidate))
    units.addPreviousGradient(0, dh * (1 - z))
  }

  /// The gradient of r h reaches h through r, and r through h.
  @inline(__always)
  static func backwardGatedState(_ units: BackwardUnits, _ gradient: Lanes) {
    let r = units.gate(1)
    units.setGateGradient(1, gradient * units.previous(0) * r * (1 - r))
    units.addPreviousGradient(0, gradient * r)
  }
}
