import Charts
import Runs

extension Panel {
  /// |dL/dh_t| for every step.
  static let ruler = Panel(
    name: "ruler", title: "gradient ruler",
    meaning:
      "How much gradient reaches each step of the sequence in the backward pass, on a log scale. "
      + "The line is "
      + "what a linear recurrence would let through.",
    equation: "|dL/dh_t| for t = 1...T, over all sequences and units.",
    needs: [.ruler],
    chart: { snapshot, _ in gradientRuler(snapshot) }
  ).with { panel in
    panel.headline = { snapshot in snapshot.ruler?.ratio.map { (SmallNumber.text($0), "t=1 : t=T") }
    }
  }
}
