/// A recurrence without any nonlinearity: a linear filter, as many a tutorial prints it when it
/// forgets the tanh. Nothing saturates, so a gradient changes by W_h alone at every step.
///
///     h' = W_x x + b_x + W_h h + b_h
enum LinearCell: Cell {
  static let kind = CellKind(
    name: "linear", title: "linear recurrence", equations: "h' = W_x x + b_x + W_h h + b_h",
    gates: ["h"])

  @inline(__always)
  static func forward(_ units: ForwardUnits) { units.setState(0, units.gate(0)) }

  /// dL/da = dL/dh'
  @inline(__always)
  static func backward(_ units: BackwardUnits) { units.setGateGradient(0, units.gradient(0)) }
}
