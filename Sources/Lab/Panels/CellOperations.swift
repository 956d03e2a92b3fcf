import Charts
import Foundation
import Runs

/// What a gated cell computes at a step, operation by operation.
enum CellOperations {
  /// Gates that may be negative.
  static let signed: Set<String> = ["g", "n"]

  /// The gates of a cell in the order of interest: what is kept first.
  static func gates(of cell: String) -> [String] {
    switch cell {
    case "lstm", "minlstm", "logminlstm": ["f", "i", "o", "g"]
    case "gru", "textbookgru": ["z", "r", "n"]
    case "mingru", "logmingru": ["z", "n"]
    default: []
    }
  }

  /// Operations of a step.
  static func count(of cell: String) -> Int {
    switch cell {
    case "lstm": 6
    case "gru", "textbookgru": 4
    default: 1
    }
  }
}

/// One unit of the cell at one step: its gates, the way of its state through them, and the equation
/// being computed bright. The cursor is how many operations have been done; a row is a unit.
func cellDiagram(_ snapshot: Snapshot, _ view: PanelView) -> CellDiagram {
  guard let reading = snapshot.states, reading.steps > 0, !reading.gates.isEmpty else {
    return CellDiagram(
      title: "the cell", status: snapshot.states == nil ? "" : "a cell without gates")
  }
  return CellAtStep(reading, cell: snapshot.configuration.cell, view).diagram
}

/// One unit of a cell at a step, and the operation that is being done.
private struct CellAtStep {
  private let reading: StateObservation
  private let notation: Notation
  private let unit: Int
  private let step: Int
  /// The operation being done; nil where the cursor has not been moved.
  private let operation: Int?

  init(_ reading: StateObservation, cell: String, _ view: PanelView) {
    self.reading = reading
    notation = view.notation
    unit = min(max(0, view.row), reading.hidden - 1)
    let count = CellOperations.count(of: cell)
    let place = view.cursor.map { min(max(0, Int($0)), count * reading.steps - 1) }
    step = (place ?? 0) / count
    operation = place.map { $0 % count }
  }

  private func value(_ values: [Float], _ step: Int) -> Float {
    step >= 0 && !values.isEmpty ? values[step * reading.hidden + unit] : 0
  }

  private func gate(_ name: String) -> Float {
    reading.gates.first { $0.name == name }.map { value($0.values, step) } ?? .nan
  }

  private func text(_ value: Float) -> String { SmallNumber.text(value) }

  var diagram: CellDiagram {
    let (belts, equations) =
      !reading.cells.isEmpty && !gate("o").isNaN
      ? longMemory : gate("n").isNaN ? ([], []) : gatedUnit
    let current = equations.indices.first { $0 == operation }
    let marked = current.map { String(equations[$0].symbols.prefix(1)) }
    return CellDiagram(
      title: "the cell", status: "unit \(unit), t = \(step + 1) of \(reading.steps)",
      gauges: reading.gates.map { gate in
        let isSigned = CellOperations.signed.contains(gate.name)
        return Gauges.Gauge(
          gate.name, value(gate.values, step), isSigned: isSigned,
          isMarked: gate.name == marked && current ?? 9 < reading.gates.count,
          ink: isSigned ? .second : .first)
      }, belts: belts,
      equations: equations.enumerated().map { index, equation in
        CellDiagram.Equation(
          notation.rename(equation.symbols), equation.numbers,
          isCurrent: operation.map { index == $0 } ?? false)
      })
  }

  private typealias Parts = ([CellDiagram.Belt], [CellDiagram.Equation])

  private var longMemory: Parts {
    let (old, new) = (value(reading.cells, step - 1), value(reading.cells, step))
    let (f, i, g, o) = (gate("f"), gate("i"), gate("g"), gate("o"))
    let after = value(reading.states, step)
    func squashed(_ name: String, _ function: String, _ value: Float) -> CellDiagram.Equation {
      CellDiagram.Equation(
        "\(name) = \(function)(W_\(name) x + U_\(name) h + b)", "= \(text(value))")
    }
    let belts = [
      CellDiagram.Belt(
        "c", old,
        [CellDiagram.Operation("× f", f * old), CellDiagram.Operation("+ i g", new)], end: "c'"),
      CellDiagram.Belt(
        "c'", new,
        [CellDiagram.Operation("tanh", tanhf(new)), CellDiagram.Operation("× o", after)], end: "h'"),
    ]
    return (
      belts,
      [
        squashed("i", "σ", i), squashed("f", "σ", f), squashed("g", "tanh", g),
        squashed("o", "σ", o),
        CellDiagram.Equation(
          "c' = f c + i g",
          "\(text(f)) × \(text(old)) + \(text(i)) × \(text(g)) = \(text(new))"),
        CellDiagram.Equation(
          "h' = o tanh(c')", "\(text(o)) × tanh(\(text(new))) = \(text(after))"),
      ]
    )
  }

  private var gatedUnit: Parts {
    let (before, after) = (value(reading.states, step - 1), value(reading.states, step))
    let (r, z, n) = (gate("r"), gate("z"), gate("n"))
    var equations = [
      CellDiagram.Equation("z = σ(W_z x + U_z h + b)", "= \(text(z))"),
      CellDiagram.Equation("n = tanh(W_n x + r U_n h + b)", "= \(text(n))"),
      CellDiagram.Equation(
        "h' = (1 - z) n + z h",
        "\(text(1 - z)) × \(text(n)) + \(text(z)) × \(text(before)) = \(text(after))"),
    ]
    if !r.isNaN {
      equations.insert(CellDiagram.Equation("r = σ(W_r x + U_r h + b)", "= \(text(r))"), at: 0)
    }
    return (
      [CellDiagram.Belt("h", before, [CellDiagram.Operation("z, n", after)], end: "h'")], equations
    )
  }
}
