import Charts
import Runs

extension Panel {
  /// The same on a log scale.
  static let logLoss = Panel(
    name: "logloss", title: "loss, log scale",
    meaning: "What training makes smaller, at every update. "
      + "Dotted lines are losses with a meaning: what a "
      + "model without some ability can reach at best.",
    equation: "Cross-entropy: L = -mean log p(right answer), in nats; "
      + "squared error where answers are numbers.",
    needs: [],
    chart: { snapshot, view in lossChart(snapshot, view, isLogarithmic: true) }
  ).with { panel in
    panel.headline = { snapshot in snapshot.recentLoss.map { (SmallNumber.text($0), "loss") } }
  }
}
