import Charts
import Runs

extension Panel {
  /// One unit of the cell with its gates.
  static let cell = Panel(
    name: "cell", title: "the cell",
    meaning:
      "One unit at one step: its gates, and what they do to its state. Right and left compute one "
      + "equation after the other, up and down change the unit.",
    equation: "The equations of the cell, in the order in which they are computed.",
    cellEquation: { cell in
      cell.lines.map { "\($0.symbol) = \($0.text)" }.joined(separator: "; ")
    },
    needs: [.states],
    chart: { snapshot, view in cellDiagram(snapshot, view) },
    lastCursor: { configuration in
      Float(configuration.cellDescription.lines.count * configuration.steps - 1)
    },
    isPass: true,
    rows: { configuration in configuration.hidden })
}
