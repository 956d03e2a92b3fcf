import Charts
import Runs

extension Panel {
  /// The network, folded and unrolled, with one sequence in it.
  static let network = Panel(
    name: "network", title: "the network, unrolled",
    meaning:
      "The same cell at every step, with one sequence in it: inputs below, states in the boxes, "
      + "and below "
      + "the inputs the gradient that came back.",
    equation: "h_t = cell(x_t, h_(t-1)), with the same W_x, W_h and W_y at every t.",
    needs: [.states],
    chart: { snapshot, view in networkDiagram(snapshot, view) }
  ).with { panel in
    panel.watchesIfGiven = [.numbers]
    panel.lastCursor = { configuration in Float(2 * configuration.steps - 1) }
    panel.isPass = true
  }
}
