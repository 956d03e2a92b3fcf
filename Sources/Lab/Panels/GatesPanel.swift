import Charts
import Runs

extension Panel {
  /// A gate of every unit over one sequence: the forget gate, where there is one.
  static let gates = Panel(
    name: "gates", title: "gates",
    meaning:
      "How far a gate is open, unit by unit and step by step: dark is closed, bright is open.",
    equation: "f_t = sigmoid(W_f x_t + U_f h_(t-1) + b_f), [T, H], each between 0 and 1.",
    needs: [.states],
    chart: { snapshot, view in gateMap(snapshot, view) },
    rows: { configuration in CellOperations.gates(of: configuration.cell).count })
}
