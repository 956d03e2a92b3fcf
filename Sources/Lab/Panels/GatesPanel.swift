import Charts
import Runs

extension Panel {
  /// A gate of every unit over one sequence: the forget gate, where there is one.
  static let gates = Panel(
    name: "gates", title: "gates",
    meaning:
      "How far a gate is open, unit by unit and step by step: dark is closed, bright is open.",
    equation: "Each gate of the cell, [T, H].",
    needs: [.states],
    chart: { snapshot, view in gateMap(snapshot, view) }
  ).with { panel in
    panel.cellEquation = { cell in
      guard !cell.gates.isEmpty else { return "This cell has no gates." }
      return cell.gates.map { gate in
        let line = cell.lines.first { $0.symbol == gate.symbol }
        return "\(gate.symbol) = \(line?.text ?? ""): \(gate.role)"
      }.joined(separator: "; ")
    }
    panel.lacks = { $0.cellDescription.gates.isEmpty ? "gates: the cell \($0.cell) has none" : nil }
    panel.rows = { configuration in configuration.cellDescription.gates.count }
  }
}
