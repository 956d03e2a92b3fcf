import Charts
import Runs

extension Panel {
  /// Loss against updates with the problem's baselines.
  static let loss = Panel(
    name: "loss", title: "loss",
    meaning: "What training makes smaller, at every update. "
      + "Dotted lines are losses with a meaning: what a "
      + "model without some ability can reach at best.",
    equation: "Cross-entropy: L = -mean log p(right answer), in nats; "
      + "squared error where answers are numbers.",
    needs: [],
    chart: { snapshot, view in lossChart(snapshot, view) }
  ).with { panel in
    panel.headline = { snapshot in snapshot.recentLoss.map { (SmallNumber.text($0), "loss") } }
  }
}
