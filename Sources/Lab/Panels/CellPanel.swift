import Charts
import Runs

extension Panel {
  /// One unit of the cell with its gates.
  static let cell = Panel(
    name: "cell", title: "the cell",
    meaning:
      "One unit at one step: its gates, and what they do to its state. Right and left do one operation "
      + "after the other, up and down change the unit.",
    equation: "LSTM: c' = f c + i g, h' = o tanh(c'). GRU: h' = (1 - z) n + z h.",
    needs: [.states],
    chart: { snapshot, view in cellDiagram(snapshot, view) },
    lastCursor: { configuration in
      Float(CellOperations.count(of: configuration.cell) * configuration.steps - 1)
    },
    isPass: true,
    rows: { configuration in configuration.hidden })
}
