import Charts
import Runs

extension Panel {
  /// One message with what is believed after every word.
  static let wordByWord = Panel(
    name: "message", title: "a message, word by word",
    meaning: "One message: how sure the model is after every word, and in the padding (·).",
    equation: "p(class | words so far) = softmax(W_y h_t + b_y).",
    needs: [.classification],
    chart: { snapshot, _ in messageStrip(snapshot) })
}
