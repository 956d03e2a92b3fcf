/// The recurrent network with rectified units, which nothing saturates (Le, Jaitly and Hinton, "A
/// simple way to initialize recurrent networks of rectified linear units", 2015):
///
///     h' = max(0, W_x x + b_x + W_h h + b_h)
enum ReluCell: Cell {
  static let kind = CellKind(
    name: "relu", title: "ReLU RNN", equations: "h' = relu(W_x x + b_x + W_h h + b_h)",
    gates: ["h"])

  @inline(__always)
  static func forward(_ units: ForwardUnits) {
    let a = units.gate(0)
    // Written so that not-a-number stays what it is.
    units.setState(0, a.replacing(with: Lanes(), where: a .< Lanes()))
  }

  /// dL/da = dL/dh' where h' > 0
  @inline(__always)
  static func backward(_ units: BackwardUnits) {
    let isOn = units.state(0) .> Lanes()
    units.setGateGradient(0, Lanes().replacing(with: units.gradient(0), where: isOn))
  }
}
