import Charts
import Runs

extension Panel {
  /// The probability of every class at every answered step of one sequence.
  static let probabilities = Panel(
    name: "probabilities", title: "what comes next",
    meaning:
      "What the model believes comes next, after every symbol of one sequence; "
      + "the right one is green.",
    equation: "p_t = softmax(W_y h_t + b_y).",
    needs: [.numbers],
    chart: { snapshot, _ in probabilityBars(snapshot) }
  ).with { panel in
    panel.lacks = { $0.problemKind.signature.hasClasses ? nil : "classes to choose from" }
  }
}
