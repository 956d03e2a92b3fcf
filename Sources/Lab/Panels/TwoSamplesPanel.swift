import Charts
import Runs

extension Panel {
  /// What the network writes beside what counting writes, unnamed until the run is over.
  static let twoSamples = Panel(
    name: "two-samples", title: "who wrote it?",
    meaning: "What the network writes, and what is drawn from counts of what followed four "
      + "characters. Which is which is told when the run is over.",
    equation: "p(x | the last four characters) from counts, against p = softmax(y / temperature).",
    needs: [.text],
    chart: { snapshot, _ in textColumns(snapshot) })
}
