/// When a parameter's first numbers are drawn among those of its model, in the order of the cases.
///
/// Parameters are declared in the order of the computation, which need not be that of the draws: a
/// decoder's embedding is declared after its encoder's recurrent layers, and drawn before them.
public enum DrawTurn: CaseIterable, Sendable {
  /// Tables of embeddings.
  case embedding
  /// Recurrent layers, convolutions, blocks of attention: what computes features.
  case body
  /// Linear layers that connect parts of a body.
  case connection
  /// The layer that makes predictions of features.
  case output
}
