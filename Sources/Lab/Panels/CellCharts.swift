import Charts
import Runs

/// One unit of the cell at one step: its gates, the belt of its state, and its equations with the
/// one being computed bright. The cursor counts equations over all steps; a row is a unit.
func cellDiagram(_ snapshot: Snapshot, _ view: PanelView) -> CellDiagram {
  guard let observation = snapshot.states, observation.steps > 0 else {
    return CellDiagram(title: "the cell", status: "no pass has been observed yet")
  }
  return CellAtStep(observation, snapshot.configuration.cellDescription, view).diagram
}

/// One unit of a cell at a step, and the equation that is being computed.
private struct CellAtStep {
  private let observation: StateObservation
  private let cell: CellDescription
  private let notation: Notation
  private let unit: Int
  private let step: Int
  /// The equation being computed; nil where the cursor has not been moved.
  private let current: Int?

  init(_ observation: StateObservation, _ cell: CellDescription, _ view: PanelView) {
    (self.observation, self.cell, notation) = (observation, cell, view.notation)
    unit = min(max(0, view.row), observation.hidden - 1)
    let count = cell.lines.count
    let position = view.cursor.map { min(max(0, Int($0)), count * observation.steps - 1) }
    step = (position ?? 0) / count
    current = position.map { $0 % count }
  }

  private func value(_ values: [Float], _ step: Int) -> Float {
    step >= 0 && !values.isEmpty ? values[step * observation.hidden + unit] : 0
  }

  /// The number that a symbol of the equations is; nil where the pass did not save it.
  private func value(of symbol: String) -> Float? {
    switch symbol {
    case "h": return value(observation.states, step - 1)
    case "h'": return value(observation.states, step)
    case "c" where cell.states.contains("c"): return value(observation.cells, step - 1)
    case "c'" where cell.states.contains("c"): return value(observation.cells, step)
    default:
      return observation.gates.first { $0.name == symbol }.map { value($0.values, step) }
    }
  }

  var diagram: CellDiagram {
    let marked = current.map { cell.lines[$0].symbol }
    return CellDiagram(
      title: "the cell", status: "unit \(unit), t = \(step + 1) of \(observation.steps)",
      gauges: cell.gates.compactMap { gate in
        value(of: gate.symbol).map {
          Gauges.Gauge(
            gate.symbol, $0, isSigned: gate.isSigned, isMarked: gate.symbol == marked,
            ink: gate.isSigned ? .second : .first)
        }
      }, belts: belts,
      equations: cell.lines.enumerated().map { index, line in
        CellDiagram.Equation(
          notation.rename("\(line.symbol) = \(line.text)"), numbers(of: line),
          isCurrent: index == current)
      })
  }

  private func numbers(of line: CellDescription.Line) -> String {
    guard let result = value(of: line.symbol).map({ SmallNumber.text($0) }) else { return "" }
    let plugged = cell.numbers(in: line) { value(of: $0).map { SmallNumber.text($0) } }
    return (plugged.map { $0 + " " } ?? "") + "= \(result)"
  }

  /// The path of each state to the one after the step, by the gate that keeps it where there is
  /// one.
  private var belts: [CellDiagram.Belt] {
    // The state that the gate weighs is c where there is one.
    let kept = cell.states.last
    return cell.states.reversed().compactMap { state in
      guard let new = value(of: state + "'") else { return nil }
      guard state == kept, let old = value(of: state) else {
        return (kept.flatMap { value(of: $0 + "'") }).map {
          CellDiagram.Belt(
            (kept ?? "") + "'", $0, [CellDiagram.Operation(text(of: state), new)], end: state + "'")
        }
      }
      guard let gate = cell.gates.first(where: \.keeps), let share = value(of: gate.symbol) else {
        return CellDiagram.Belt(
          state, old, [CellDiagram.Operation("step", new)], end: state + "'")
      }
      let factor = gate.keepsByComplement ? 1 - share : share
      let name = gate.keepsByComplement ? "(1 - \(gate.symbol))" : gate.symbol
      return CellDiagram.Belt(
        state, old,
        [
          CellDiagram.Operation("× \(name)", factor * old), CellDiagram.Operation("+ new", new),
        ], end: state + "'")
    }
  }

  private func text(of state: String) -> String {
    cell.lines.first { $0.symbol == state + "'" }?.text ?? ""
  }
}
