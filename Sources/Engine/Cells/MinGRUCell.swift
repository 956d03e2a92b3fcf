/// The minimal GRU (Feng et al., "Were RNNs all we needed?", 2024): the gate and the candidate see
/// the input only, so that all steps can be computed side by side (`Tape.scan`). Rows z, h:
///
///     z  = sigmoid(W_z x + b_z)       the share of the new state
///     h~ = W_h x + b_h                the candidate
///     h' = (1 - z) h + z h~
enum MinGRUCell: Cell {
  static let kind = CellKind(
    name: "mingru", title: "minGRU",
    equations: """
      z = sigmoid(W_z x + b_z)
      h~ = W_h x + b_h
      h' = (1 - z) * h + z * h~
      """,
    gates: ["z", "h~"], forgetGate: 0, forgetsByWriting: true,
    isRecurrent: false, hasTwoBiases: false)

  @inline(__always)
  static func forward(_ units: ForwardUnits) { minimalForward(units, candidate: units.gate(1)) }

  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    minimalBackward(units, slope: Lanes(repeating: 1))
  }
}

/// The minimal GRU in its logarithmic form: as `MinGRUCell`, with the candidate made positive.
///
///     h~ = positive(W_h x + b_h),     positive(a) = a + 1/2 from zero on, sigmoid(a) below
///
/// The paper also starts from positive(h_0): pass the initial state through `Tape.positive`.
enum LogMinGRUCell: Cell {
  static let kind = CellKind(
    name: "mingru-log", title: "minGRU, log form",
    equations: """
      z = sigmoid(W_z x + b_z)
      h~ = positive(W_h x + b_h)
      h' = (1 - z) * h + z * h~
      """,
    gates: ["z", "h~"], forgetGate: 0,
    forgetsByWriting: true, isRecurrent: false, hasTwoBiases: false)
  static let fillsPadding = true

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    minimalForward(units, candidate: positive(units.gate(1)))
  }

  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    minimalBackward(units, slope: positiveSlope(units.gate(1)))
  }
}

@inline(__always)
private func minimalForward(_ units: ForwardUnits, candidate: Lanes) {
  let z = sigmoid(units.gate(0))
  units.setState(0, (1 - z) * units.previous(0) + z * candidate)
  units.setGate(0, z)
  units.setGate(1, candidate)
}

@inline(__always)
private func minimalBackward(_ units: BackwardUnits, slope: Lanes) {
  let (z, candidate) = (units.gate(0), units.gate(1))
  let dh = units.gradient(0)
  units.setGateGradient(0, dh * (candidate - units.previous(0)) * z * (1 - z))
  units.setGateGradient(1, dh * z * slope)
  units.addPreviousGradient(0, dh * (1 - z))
}
