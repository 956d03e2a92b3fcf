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
  static func forward(_ at: ForwardPlace) {
    let r = sigmoid(at.gate(0) + at.recurrent(0))
    let z = sigmoid(at.gate(1) + at.recurrent(1))
    let n = tanh(at.gate(2) + r * at.recurrent(2))
    at.setState(0, (1 - z) * n + z * at.previous(0))
    at.setGate(0, r)
    at.setGate(1, z)
    at.setGate(2, n)
  }

  /// The candidate's recurrent part gets its gradient through r; the others get both parts alike.
  @inline(__always)
  static func backward(_ at: BackwardPlace) {
    let (r, z, n) = (at.gate(0), at.gate(1), at.gate(2))
    let dh = at.gradient(0)
    let dn = dh * (1 - z) * (1 - n * n)
    let dz = dh * (at.previous(0) - n) * z * (1 - z)
    let dr = dn * at.recurrent(2) * r * (1 - r)
    at.setGateGradient(0, dr)
    at.setGateGradient(1, dz)
    at.setGateGradient(2, dn)
    at.setRecurrentGradient(0, dr)
    at.setRecurrentGradient(1, dz)
    at.setRecurrentGradient(2, dn * r)
    at.addPreviousGradient(0, dh * z)
  }
}
