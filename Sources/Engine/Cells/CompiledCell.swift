/// A cell with the loops over time that the compiler made for it.
struct CompiledCell: Sendable {
  let kind: CellKind
  let separatesRecurrent: Bool
  let gatedStateGates: Int
  let savedActivations: Int
  private let runForward: @Sendable (RecurrentLoop, Range<Int>) -> Void
  private let runBackward: @Sendable (RecurrentLoop, Range<Int>) -> Void

  /// The loops of `cell`. Where the cell is named, as in the list of cells, this becomes code for
  /// it alone.
  @inline(__always)
  init<C: Cell>(_ cell: C.Type) {
    kind = C.kind
    separatesRecurrent = C.separatesRecurrent
    gatedStateGates = C.gatedStateGates
    savedActivations = C.savedActivations
    runForward = { loop, sequences in loop.forward(C.self, sequences) }
    runBackward = { loop, sequences in loop.backward(C.self, sequences) }
  }

  func forward(_ loop: RecurrentLoop, _ sequences: Range<Int>) { runForward(loop, sequences) }
  func backward(_ loop: RecurrentLoop, _ sequences: Range<Int>) { runBackward(loop, sequences) }
}
