import Charts
import Runs

extension Panel {
  /// Where a decoder looks.
  static let alignment = Panel(
    name: "alignment", title: "where it looks",
    meaning: "Where the decoder looked at each symbol that it said: rows add up to 1.",
    equation: "weights = softmax(v . tanh(W_query h + W_key keys)); context = sum of weights keys.",
    needs: [.translation],
    chart: { snapshot, view in alignmentMap(snapshot, view) }
  ).with { panel in
    panel.rows = { configuration in TranslationEvaluator.shown }
    panel.lacks = { $0.hasAttention ? nil : "attention: the setting attention is off" }
  }
}
