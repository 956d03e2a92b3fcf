import Charts
import Runs

extension Panel {
  /// What the model writes.
  static let sample = Panel(
    name: "sample", title: "sample",
    meaning: "What the model writes, each character drawn from its own prediction.",
    equation: "p(k) = exp(y_k / temperature) / sum over j of exp(y_j / temperature).",
    needs: [.text],
    chart: { snapshot, _ in SampleText(observation: snapshot.text) })
}
