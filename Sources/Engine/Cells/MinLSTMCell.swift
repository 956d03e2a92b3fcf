/// The minimal LSTM (Feng et al., "Were RNNs all we needed?", 2024): gates and candidate see the
/// input only, and the two gates are divided by their sum, so that the state keeps its scale. Rows
/// f, i, h:
///
///     f  = sigmoid(W_f x + b_f)       i = sigmoid(W_i x + b_i)
///     f' = f / (f + i)                the share of the old state
///     i' = i / (f + i) = 1 - f'       the share of the new state
///     h~ = W_h x + b_h                the candidate
///     h' = f' h + i' h~
///
/// f' is computed as sigmoid(softplus(-b) - softplus(-a)) of the pre-activations a of f and b of i:
/// the same number, and defined also where both gates are closed.
enum MinLSTMCell: Cell {
  static let kind = CellKind(
    name: "minlstm", title: "minLSTM",
    equations: """
      f = sigmoid(W_f x + b_f)
      i = sigmoid(W_i x + b_i)
      f' = f / (f + i)
      i' = i / (f + i)
      h~ = W_h x + b_h
      h' = f' * h + i' * h~
      """,
    gates: ["f'", "i'", "h~"], forgetGate: 0,
    isRecurrent: false, hasTwoBiases: false)
  static let savedActivations = 2

  @inline(__always)
  static func forward(_ units: ForwardUnits) { minimalForward(units, candidate: units.gate(2)) }

  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    minimalBackward(units, slope: Lanes(repeating: 1))
  }
}

/// The minimal LSTM in its logarithmic form: as `MinLSTMCell`, with the candidate made positive, as
/// in `LogMinGRUCell`.
enum LogMinLSTMCell: Cell {
  static let kind = CellKind(
    name: "minlstm-log", title: "minLSTM, log form",
    equations: """
      f = sigmoid(W_f x + b_f)
      i = sigmoid(W_i x + b_i)
      f' = f / (f + i)
      i' = i / (f + i)
      h~ = positive(W_h x + b_h)
      h' = f' * h + i' * h~
      """,
    gates: ["f'", "i'", "h~"], forgetGate: 0,
    isRecurrent: false, hasTwoBiases: false)
  static let savedActivations = 2
  static let fillsPadding = true

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    minimalForward(units, candidate: positive(units.gate(2)))
  }

  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    minimalBackward(units, slope: positiveSlope(units.gate(2)))
  }
}

@inline(__always)
private func minimalForward(_ units: ForwardUnits, candidate: Lanes) {
  let (a, b) = (units.gate(0), units.gate(1))
  let keep = sigmoid(softplus(-b) - softplus(-a))
  units.setState(0, keep * units.previous(0) + (1 - keep) * candidate)
  units.saveActivation(0, sigmoid(a))
  units.saveActivation(1, sigmoid(b))
  units.setGate(0, keep)
  units.setGate(1, 1 - keep)
  units.setGate(2, candidate)
}

/// df'/da = f' i' (1 - f) and df'/db = -f' i' (1 - i)
@inline(__always)
private func minimalBackward(_ units: BackwardUnits, slope: Lanes) {
  let (keep, write, candidate) = (units.gate(0), units.gate(1), units.gate(2))
  let dh = units.gradient(0)
  let dKeep = dh * (units.previous(0) - candidate) * keep * write
  units.setGateGradient(0, dKeep * (1 - units.savedActivation(0)))
  units.setGateGradient(1, -dKeep * (1 - units.savedActivation(1)))
  units.setGateGradient(2, dh * write * slope)
  units.addPreviousGradient(0, dh * keep)
}
