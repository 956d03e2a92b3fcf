/// A recurrent cell: what one unit does at one step, and how its gradient goes back.
///
/// The driver (`Recurrence`) does everything that all cells share: products, time, batches. A cell
/// sees sixteen units of one sequence at one step through `ForwardPlace` and `BackwardPlace`.
protocol Cell: SendableMetatype {
  /// What it and its parts are called.
  static var kind: CellKind { get }
  /// Whether W_h h is kept apart from W_x x, because the cell does not simply add them.
  static var separatesRecurrent: Bool { get }
  /// How many of the last gates have their recurrent product with a mix of h and the other gates,
  /// in place of h.
  static var mixedGates: Int { get }
  /// Extra numbers per unit and step kept from forward to backward.
  static var memories: Int { get }
  /// Whether a unit without any input is not zero, so that the padding must be cleared.
  static var fillsPadding: Bool { get }
  /// The mix, from the pre-activations of the gates before the mixed ones.
  static func mix(_ at: ForwardPlace) -> Lanes
  /// From the gates' pre-activations and the states before, the gates and the states after.
  static func forward(_ at: ForwardPlace)
  /// From the gradients of the states after, those of the pre-activations and of the states before.
  static func backward(_ at: BackwardPlace)
  /// From the gradient of the mix, what `backward` could not know.
  static func backwardMix(_ at: BackwardPlace, _ gradient: Lanes)
}

extension Cell {
  static var separatesRecurrent: Bool { false }
  static var mixedGates: Int { 0 }
  static var memories: Int { 0 }
  static var fillsPadding: Bool { false }
  static func mix(_ at: ForwardPlace) -> Lanes { at.previous(0) }
  static func backwardMix(_ at: BackwardPlace, _ gradient: Lanes) {}
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
