import Charts
import Runs

extension Panel {
  /// The pass forward and back, operation by operation, by number.
  static let numberedPass = Panel(
    name: "numbers", title: "the pass, by number",
    meaning:
      "The pass by hand: right does the next operation, forward through every step, then back.",
    equation: "a = W_x x + W_h h + b, h' = f(a), y = W_y h' + b_y; back by the chain rule.",
    needs: [.numbers],
    chart: { snapshot, view in computation(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(NumberedPass.longest * configuration.steps - 1) }
    panel.isPass = true
  }
}
