import Charts
import Runs

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
    case .loss, .logloss:
      "What training makes smaller, at every update. Dotted lines are losses with a meaning: what a "
        + "model without some ability can reach at best."
    case .ruler:
      "How much gradient reaches each step of the sequence on its way back, on a log scale. The line is "
        + "what a linear recurrence would let through."
    case .norm: "The length of the whole gradient before it is clipped; the level is the clip."
    case .bits:
      "The cost of a character, on the text that is learned and on the part held out; the baselines are "
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
      "One unit at one step: its gates, and what they do to its state. Right and left do one operation "
        + "after the other, up and down change the unit."
    case .probabilities:
      "What the model believes comes next, after every symbol of one sequence; the right one is green."
    case .numbers:
      "The pass by hand: right does the next operation, forward through every step, then back."
    case .wave: "A sine, read value by value: what goes in, what should come out, what does."
    case .free: "The same weights, fed true values first, then their own predictions."
    case .outputs:
      "What the decoder says for sources that training never saw: fed the right symbol before each "
        + "step, and fed what it said itself. The first wrong symbol is underlined."
    case .translation:
      "The encoder reads the source, symbol by symbol; the decoder starts from its last state and writes, "
        + "fed what it said before. Boxes are states, what is said stands above."
    case .exact: "The share of held-out sources whose whole target is right, fed its own symbols."
    case .alignment: "Where the decoder looked at each symbol that it said: rows add up to 1."
    case .sentences:
      "Where the encoder ends after each source, in the plane in which these ends vary most."
    case .confusion: "Of each kind of held-out message, how many were taken for which."
    case .message: "One message: how sure the model is after every word, and in the filling (·)."
    case .accuracy:
      "The share of held-out messages that are sorted right; always saying the same gets the line."
    case .lesions: "The loss on one batch with a part taken out: a gate held, or a unit silenced."
    case .drift: "Where the gradients push the number on the mean, and where clipped ones do."
    }
  }

  private var equation: String {
    switch self {
    case .loss, .logloss:
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
    case .probabilities: "p_t = softmax(W_y h_t + b_y)."
    case .numbers: "a = W_x x + W_h h + b, h' = f(a), y = W_y h' + b_y; back by the chain rule."
    case .wave, .free: "x_(t+1) = sin((t + 1) pi / 20); L = mean (y_t - x_(t+1))^2."
    case .outputs, .exact: "p(target) = product over t of p(y_t | y_1 ... y_(t-1), source)."
    case .translation: "s_0 = h_T; s_t = decoder(y_(t-1), s_(t-1)); p(y_t) = softmax(W s_t + b)."
    case .alignment:
      "weights = softmax(v . tanh(W_query h + W_key keys)); context = sum of weights keys."
    case .sentences:
      "The two eigenvectors of the covariance of the encoder's h_T with the largest eigenvalues."
    case .confusion, .accuracy:
      "accuracy = right / all; recall of a kind = right of it / all of it."
    case .message: "p(kind | words so far) = softmax(W_y h_t + b_y)."
    case .lesions: "h_u = 0 for a silent unit; f = 0 or 1 for a held gate."
    case .drift: "E[g] = -10 x 0.1 + 1 x 0.9 = -0.1; clipped to 1: -0.1 + 0.9 = 0.8."
    case .cell: "LSTM: c' = f c + i g, h' = o tanh(c'). GRU: h' = (1 - z) n + z h."
    }
  }
}
