/// The gated recurrent unit (Cho et al., 2014) with the reset after the product, as PyTorch's
/// `nn.GRU`, rows in the order r, z, n:
///
///     r = sigmoid(W_r x + b_xr + U_r h + b_hr)       the reset gate
///     z = sigmoid(W_z x + b_xz + U_z h + b_hz)       the share of the old state
///     n = tanh   (W_n x + b_xn + r (U_n h + b_hn))   the candidate
///     h' = (1 - z) n + z h
///
/// Cho's paper resets before the product and lets z weigh the new state; this is cuDNN's form.
enum GRUCell: Cell {
  static let kind = CellKind(
    name: "gru", title: "GRU",
    equations: """
      r = sigmoid(W_r x + b_r + U_r h + c_r)
      z = sigmoid(W_z x + b_z + U_z h + c_z)
      n = tanh(W_n x + b_n + r * (U_n h + c_n))
      h' = (1 - z) * n + z * h
      """,
    gates: ["r", "z", "n"], forgetGate: 1)
  static let separatesRecurrent = true

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    let r = sigmoid(units.gate(0) + units.recurrent(0))
    let z = sigmoid(units.gate(1) + units.recurrent(1))
    let n = tanh(units.gate(2) + r * units.recurrent(2))
    units.setState(0, (1 - z) * n + z * units.previous(0))
    units.setGate(0, r)
    units.setGate(1, z)
    units.setGate(2, n)
  }

  /// The candidate's recurrent part gets its gradient through r; the others get both parts alike.
  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    let (r, z, n) = (units.gate(0), units.gate(1), units.gate(2))
    let dh = units.gradient(0)
    let dn = dh * (1 - z) * (1 - n * n)
    let dz = dh * (units.previous(0) - n) * z * (1 - z)
    let dr = dn * units.recurrent(2) * r * (1 - r)
    units.setGateGradient(0, dr)
    units.setGateGradient(1, dz)
    units.setGateGradient(2, dn)
    units.setRecurrentGradient(0, dr)
    units.setRecurrentGradient(1, dz)
    units.setRecurrentGradient(2, dn * r)
    units.addPreviousGradient(0, dh * z)
  }
}
