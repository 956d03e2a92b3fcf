import Charts
import Runs

extension Panel {
  /// The recurrent matrix.
  static let weights = Panel(
    name: "weights", title: "recurrent weights",
    meaning: "The matrix that carries the state from each step to the next.",
    equation: "W_h, [H, H]: row i holds what unit i takes from every unit.",
    needs: [.states],
    chart: { snapshot, view in weightMap(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(configuration.hidden - 1) }
    panel.rows = { configuration in configuration.hidden }
    panel.lacks = {
      $0.cellDescription.isRecurrent ? nil : "matrix on the state: the cell \($0.cell) has none"
    }
  }
}
