@testable import Engine

/// Cells that are given by their equations alone, as a lesson or a person may write them.
enum OwnCells {
  static let texts: [(name: String, equations: String)] = [
    ("own-tanh", "h' = tanh(W_h x + U_h h + b_h)"),
    (
      "no-output-gate",
      """
      i = sigmoid(W_i x + U_i h + b_i)
      f = sigmoid(W_f x + U_f h + b_f)
      g = tanh(W_g x + U_g h + b_g)
      c' = f * c + i * g
      h' = tanh(c')
      """
    ),
    (
      "coupled",
      """
      f = sigmoid(W_f x + U_f h + b_f)
      i = 1 - f
      g = tanh(W_g x + U_g h + b_g)
      o = sigmoid(W_o x + U_o h + b_o)
      c' = f * c + i * g
      h' = o * tanh(c')
      """
    ),
    (
      "peepholes",
      """
      i = sigmoid(W_i x + U_i h + p_i * c + b_i)
      f = sigmoid(W_f x + U_f h + p_f * c + b_f)
      g = tanh(W_g x + U_g h + b_g)
      c' = f * c + i * g
      o = sigmoid(W_o x + U_o h + p_o * c' + b_o)
      h' = o * tanh(c')
      """
    ),
    (
      "own-gru",
      """
      r = sigmoid(W_r x + U_r h + b_r)
      z = sigmoid(W_z x + U_z h + b_z)
      n = tanh(W_n x + b_n + r * (U_n h + c_n))
      h' = (1 - z) * n + z * h
      """
    ),
    (
      "own-gru-textbook",
      """
      z = sigmoid(W_z x + U_z h + b_z)
      r = sigmoid(W_r x + U_r h + b_r)
      n = tanh(W_n x + U_n (r * h) + b_n)
      h' = (1 - z) * h + z * n
      """
    ),
    (
      "own-mingru",
      """
      z = sigmoid(W_z x + b_z)
      n = W_n x + b_n
      h' = (1 - z) * h + z * n
      """
    ),
    (
      "every-operator",
      """
      s = softplus(W_s x + b_s) + exp(-(U_s (0.5 * h)))
      p = positive(W_p (V_p x) + U_p b_p + 3)
      c' = s / (s + p) * c - h * 0.25
      h' = (U_h c' - W_h x) / (1 + s * s)
      """
    ),
  ]

  static let all: [CellKind] = texts.compactMap { name, text in
    // A text that is wrong leaves a cell out, which the count of `CellProgramTests` notices.
    (try? CellEquations(text)).flatMap { try? CellKind(own: name, $0) }
  }
}
