import Charts
import Runs

extension Panel {
  /// How likely the next character is, before and after the temperature.
  static let nextCharacter = Panel(
    name: "next-character", title: "next character",
    meaning: "The eight likeliest characters after the held-out text's beginning, or after what "
      + "was typed: as the model believes, and as they are drawn at the temperature.",
    equation: "p(k) = exp(y_k / temperature) / sum over j of exp(y_j / temperature).",
    needs: [.passage],
    chart: { snapshot, _ in nextCharacterBars(snapshot) })
}
