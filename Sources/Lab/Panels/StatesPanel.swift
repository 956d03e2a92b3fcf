import Charts
import Runs

extension Panel {
  /// Every unit's state over one sequence.
  static let states = Panel(
    name: "states", title: "hidden states",
    meaning:
      "The state of every unit at every step of one sequence: violet below zero, orange above.",
    equation: "h_t, [T, H].",
    needs: [.states],
    chart: { snapshot, _ in stateMap(snapshot) })
}
