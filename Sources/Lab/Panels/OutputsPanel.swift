import Charts
import Runs

extension Panel {
  /// What an encoder-decoder says, fed the right symbols and fed its own.
  static let outputs = Panel(
    name: "outputs", title: "what it says",
    meaning:
      "What the decoder says for sources that training never saw: fed the right symbol before each "
      + "step, and fed what it said itself. The first wrong symbol is underlined.",
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
