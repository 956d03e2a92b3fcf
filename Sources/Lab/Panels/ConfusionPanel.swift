import Charts
import Runs

extension Panel {
  /// How often each class of message was taken for each.
  static let confusion = Panel(
    name: "confusion", title: "confusion matrix",
    meaning: "Of each class of held-out message, how many were taken for which.",
    equation: "accuracy = right / all; recall of a class = right of it / all of it.",
    needs: [.classification],
    chart: { snapshot, _ in confusionMatrix(snapshot) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.classification?.accuracy.map { (SmallNumber.text(100 * $0), "% right, held out") }
    }
  }
}
