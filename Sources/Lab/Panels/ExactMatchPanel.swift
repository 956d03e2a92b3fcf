import Charts
import Runs

extension Panel {
  /// The share of held-out targets that it says right as a whole.
  static let exactMatch = Panel(
    name: "exact", title: "right as a whole",
    meaning: "The share of held-out sources whose whole target is right, fed its own symbols.",
    equation: "p(target) = product over t of p(y_t | y_1 ... y_(t-1), source).",
    needs: [.translation],
    chart: { snapshot, view in exactChart(snapshot, view) },
    headline: { snapshot in
      snapshot.translation?.exact.map {
        (SmallNumber.text(100 * $0), "% right as a whole, held out")
      }
    })
}
