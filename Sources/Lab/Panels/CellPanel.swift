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
    needs: [.states],
    chart: { snapshot, view in cellDiagram(snapshot, view) }
  ).with { panel in
    panel.cellEquation = { cell in
      cell.lines.map { "\($0.symbol) = \($0.text)" }.joined(separator: "; ")
    }
    panel.lastCursor = { configuration in
      Float(configuration.cellDescription.lines.count * configuration.steps - 1)
    }
    panel.isPass = true
    panel.rows = { configuration in configuration.hidden }
  }
}
