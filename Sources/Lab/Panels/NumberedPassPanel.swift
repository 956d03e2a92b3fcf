import Charts
import Runs

extension Panel {
  /// The pass forward and back, operation by operation, by number.
  static let numberedPass = Panel(
    name: "numbers", title: "the pass, by number",
    meaning:
      "The pass by hand: right does the next operation, forward through every step, then back. Up "
      + "and down choose the unit whose numbers come first.",
    equation: "h' by the equations of the cell, y = W_y h' + b_y; back by the chain rule.",
    needs: [.numbers],
    chart: { snapshot, view in computation(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(NumberedPass.count(in: configuration) - 1) }
    panel.isPass = true
    panel.rows = \.hidden
    panel.cellEquation = { cell in
      cell.lines.map { "\($0.symbol) = \($0.text)" }.joined(separator: ", ")
        + ", y = W_y h' + b_y; back by the chain rule."
    }
  }
}
