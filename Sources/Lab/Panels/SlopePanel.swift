import Charts
import Runs

extension Panel {
  /// Where a number on a noisy slope is pushed, with and without clipping.
  static let slope = Panel(
    name: "drift", title: "two arrows",
    meaning: "Where the gradients push the number on average, and where clipped ones do.",
    equation: "E[g] = -10 x 0.1 + 1 x 0.9 = -0.1; clipped to 1: -0.1 + 0.9 = 0.8.",
    needs: [.slope],
    chart: { snapshot, _ in driftArrows(snapshot) }
  ).with { panel in
    panel.headline = { snapshot in snapshot.slope.map { (SmallNumber.text($0.theta), "theta") } }
  }
}
