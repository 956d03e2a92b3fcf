import Charts

extension PanelKind {
  /// What the panel is, its equation, its shape and its value now, a line each.
  func about(_ snapshot: Snapshot) -> [String] {
    let settings = snapshot.configuration
    let shape =
      "T = \(settings.steps), batch B = \(settings.batch), units H = \(settings.hidden)."
    let now = "Now: " + chart(snapshot).sentence + "."
    return [meaning, equation, shape, now].filter { !$0.isEmpty }
  }

  private var meaning: String {
    switch self {
    case .loss:
      "What training makes smaller, at every update. Dotted lines are losses with a meaning: what a "
        + "model without some ability can reach at best."
    case .ruler:
      "How much gradient reaches each step of the sequence on its way back, on a log scale. The line is "
        + "what a linear recurrence would let through."
    case .norm: "The length of the whole gradient before it is clipped; the level is the clip."
    case .bits:
      "The cost of a character, on the text that is learned and on the part held out; the levels are "
        + "counting models that look that many characters back."
    case .sample: "What the model writes, each character drawn from its own prediction."
    case .states:
      "The state of every unit at every step of one sequence: violet below zero, orange above."
    case .gates:
      "How far a gate is open, unit by unit and step by step: dark is closed, bright is open."
    case .weights: "The matrix that carries the state from each step to the next."
    case .pca:
      "The states after the last step, seen in the plane in which they vary most; the line is the way of "
        + "one sequence through it."
    case .network:
      "The same cell at every step, with one sequence in it: inputs below, states in the boxes, and below "
        + "the inputs the gradient that came back."
    case .cell:
      "One unit at one step: its gates, and what they do to its state. Right and left move in time."
    }
  }

  private var equation: String {
    switch self {
    case .loss:
      "Cross-entropy: L = -mean log p(right answer), in nats; squared error where answers are numbers."
    case .ruler: "|dL/dh_t| for t = 1...T, over all sequences and units."
    case .norm:
      "|g| = sqrt(sum of the squares of all gradients); clipping multiplies g by min(1, clip / |g|)."
    case .bits: "bits = -mean log2 p(next character)."
    case .sample: "p(k) = exp(y_k / temperature) / sum over j of exp(y_j / temperature)."
    case .states: "h_t, [T, H]."
    case .gates: "f_t = sigmoid(W_f x_t + U_f h_(t-1) + b_f), [T, H], each between 0 and 1."
    case .weights: "W_h, [H, H]: row i holds what unit i takes from every unit."
    case .pca:
      "The two eigenvectors of the covariance of h_T, [B, H], with the largest eigenvalues."
    case .network: "h_t = cell(x_t, h_(t-1)), with the same W_x, W_h and W_y at every t."
    case .cell: "LSTM: c' = f c + i g, h' = o tanh(c'). GRU: h' = (1 - z) n + z h."
    }
  }
}
