import Charts
import Runs

extension Panel {
  /// What an encoder-decoder writes, fed the correct symbols and fed its own.
  static let outputs = Panel(
    name: "outputs", title: "outputs",
    meaning:
      "What the decoder writes for sources that training never saw: fed the correct symbol before "
      + "each step, and fed what it wrote itself. The first wrong symbol is underlined.",
    equation: "p(target) = product over t of p(y_t | y_1 ... y_(t-1), source).",
    needs: [.translation],
    chart: { snapshot, _ in outputColumns(snapshot) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.translation?.exactMatch.map {
        (SmallNumber.text(100 * $0), "% exact match, held out")
      }
    }
  }
}
