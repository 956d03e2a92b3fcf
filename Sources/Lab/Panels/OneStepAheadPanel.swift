import Charts
import Runs

extension Panel {
  /// A sine: input, target and prediction.
  static let oneStepAhead = Panel(
    name: "wave", title: "one step ahead",
    meaning: "A sine, read value by value: what goes in, what should come out, what does.",
    equation: "x_(t+1) = sin((t + 1) pi / 20); L = mean (y_t - x_(t+1))^2.",
    needs: [.forecast],
    chart: { snapshot, view in waveChart(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(2 * configuration.steps) }
    panel.headline = { snapshot in
      snapshot.forecast?.oneStepError.map { (SmallNumber.text($0), "squared error") }
    }
  }
}
