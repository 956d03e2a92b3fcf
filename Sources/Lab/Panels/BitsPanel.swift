import Charts
import Runs

extension Panel {
  /// Training and held-out bits per character with the text's n-gram baselines.
  static let bits = Panel(
    name: "bits", title: "bits per character",
    meaning: "The cost of a character, on the text that is learned and on the part held out; "
      + "the baselines are "
      + "counting models that look that many characters back.",
    equation: "bits = -mean log2 p(next character).",
    needs: [.text],
    chart: { snapshot, view in bitsChart(snapshot, view) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.text?.heldOutBits.map { (SmallNumber.text($0), "bits per character, held out") }
    }
  }
}
