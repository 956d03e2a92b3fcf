import Charts
import Runs

extension Panel {
  /// The share of held-out targets of which every symbol is right.
  static let exactMatch = Panel(
    name: "exact-match", title: "exact match",
    meaning: "The share of held-out sources whose whole target is right, fed its own symbols.",
    equation: "p(target) = product over t of p(y_t | y_1 ... y_(t-1), source).",
    needs: [.translation],
    chart: { snapshot, view in exactChart(snapshot, view) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.translation?.exactMatch.map {
        (SmallNumber.text(100 * $0), "% exact match, held out")
      }
    }
  }
}
