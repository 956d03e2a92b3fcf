import Charts
import Runs

extension Panel {
  /// The share of held-out messages that are sorted right.
  static let accuracy = Panel(
    name: "accuracy", title: "accuracy",
    meaning:
      "The share of held-out messages that are sorted right; always saying the same gets the line.",
    equation: "accuracy = right / all; recall of a class = right of it / all of it.",
    needs: [.classification],
    chart: { snapshot, view in accuracyChart(snapshot, view) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.classification?.accuracy.map { (SmallNumber.text(100 * $0), "% right, held out") }
    }
  }
}
