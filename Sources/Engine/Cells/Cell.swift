/// A recurrent cell: what one unit does at one step, and how its gradient goes back.
///
/// The driver (`Recurrence`) does everything that all cells share: products, time, batches. A cell
/// sees sixteen units of one sequence at one step through `ForwardUnits` and `BackwardUnits`.
protocol Cell: SendableMetatype {
  /// What it and its parts are called.
  static var kind: CellKind { get }
  /// Whether W_h h is separate from W_x x, because the cell does not simply add them.
  static var separatesRecurrent: Bool { get }
  /// How many of the last gates have their recurrent product with a gated state, such as r h, in
  /// place of h.
  static var gatedStateGates: Int { get }
  /// How many activations per unit and step are saved for the backward pass besides gates and
  /// states.
  static var savedActivations: Int { get }
  /// Whether a unit without any input is not zero, so that the padding must be cleared.
  static var fillsPadding: Bool { get }
  /// The gated state, from the pre-activations of the gates that do not see it.
  static func gatedState(_ units: ForwardUnits) -> Lanes
  /// From the gates' pre-activations and the states before, the gates and the states after.
  static func forward(_ units: ForwardUnits)
  /// From the gradients of the states after, those of the pre-activations and of the states before.
  static func backward(_ units: BackwardUnits)
  /// From the gradient of the gated state, what `backward` could not know.
  static func backwardGatedState(_ units: BackwardUnits, _ gradient: Lanes)
}

extension Cell {
  static var separatesRecurrent: Bool { false }
  static var gatedStateGates: Int { 0 }
  static var savedActivations: Int { 0 }
  static var fillsPadding: Bool { false }
  static func gatedState(_ units: ForwardUnits) -> Lanes { units.previous(0) }
  static func backwardGatedState(_ units: BackwardUnits, _ gradient: Lanes) {}
}

/// The list of cells: a new cell is one file and one entry here.
public enum Cells {
  static let compiled = [
    CompiledCell(TanhCell.self), CompiledCell(ReluCell.self), CompiledCell(LinearCell.self),
    CompiledCell(LSTMCell.self), CompiledCell(GRUCell.self), CompiledCell(TextbookGRUCell.self),
    CompiledCell(MinGRUCell.self), CompiledCell(LogMinGRUCell.self),
    CompiledCell(MinLSTMCell.self), CompiledCell(LogMinLSTMCell.self),
  ]

  /// What is known of every compiled cell.
  public static let all: [CellKind] = compiled.map(\.kind)

  /// The loops of a cell; nil for one that is given by its equations alone.
  static func compiled(_ kind: CellKind) -> CompiledCell? { compiled.first { $0.kind == kind } }

  /// The cell called `name`.
  public static func named(_ name: String) -> CellKind? { all.first { $0.name == name } }
}
