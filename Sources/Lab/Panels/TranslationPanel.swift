import Charts
import Runs

extension Panel {
  /// Encoder and decoder, unrolled, with one source in them.
  static let translation = Panel(
    name: "translation", title: "encoder and decoder",
    meaning: "The encoder reads the source, symbol by symbol; "
      + "the decoder starts from its last state and writes, "
      + "fed what it said before. Boxes are states, what is said is above.",
    equation: "s_0 = h_T; s_t = decoder(y_(t-1), s_(t-1)); p(y_t) = softmax(W s_t + b).",
    needs: [.translation],
    chart: { snapshot, view in translationDiagram(snapshot, view) }
  ).with { panel in
    panel.lastCursor = { configuration in Float(2 * min(configuration.steps, 20) - 1) }
    panel.isPass = true
  }
}
