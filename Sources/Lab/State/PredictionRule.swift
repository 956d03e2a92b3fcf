/// Whether runs wait for predictions.
public enum PredictionRule: Sendable {
  /// Pages ask, and go on without an answer at a second press.
  case asked
  /// No run begins before its page's prediction is made.
  case required
  /// Nothing is asked.
  case off
}
