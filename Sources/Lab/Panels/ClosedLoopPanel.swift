import Charts
import Runs

extension Panel {
  /// A sine: what a model makes of it when it is fed its own predictions.
  static let closedLoop = Panel(
    name: "closed-loop", title: "fed its own predictions",
    meaning: "The same weights, fed true values first, then their own predictions.",
    equation: "x_(t+1) = sin((t + 1) pi / 20); L = mean (y_t - x_(t+1))^2.",
    needs: [.forecast],
    chart: { snapshot, view in freeChart(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(ForecastEvaluator.length) }
    panel.headline = { snapshot in
      snapshot.forecast?.closedLoopError.map { (SmallNumber.text($0), "squared error, alone") }
    }
  }
}
