/// The model of `SequenceModel` in Python: a recurrent layer and a linear reading of its states.
extension PyTorchNetwork {
  /// The network that learns sequences of `form`.
  static func sequences(
    _ configuration: Configuration, _ form: PyTorchProblem.Sequences
  ) throws(SettingError) -> PyTorchNetwork {
    let cell = PyTorchCell(configuration)
    let start = try PyTorchStart.named(configuration.initialization)
    let variant = Variant(form, configuration)
    let embedding =
      form.isEmbedded
      ? "        self.embedding = nn.Embedding(\(form.inputs), embedding)\n" : ""
    let inputs = form.isEmbedded ? "embedding" : form.inputs
    let model = """
      class Model(nn.Module):
          def __init__(self):
              super().__init__()
      \(embedding)        self.rnn = \(cell.constructor)(\(inputs), hidden\(cell.options))
              self.fc = nn.Linear(hidden, \(form.outputs))

      \(variant.forward(isEmbedded: form.isEmbedded))
      """
    return PyTorchNetwork(
      definition: cell.definitions + [model, "model = Model()"],
      start: start.sequences(configuration, cell, isEmbedded: form.isEmbedded),
      before: variant == .carried && form.carry == .setting ? "state = None\n" : "",
      pass: variant.pass(form, hasTwoStates: cell.hasTwoStates))
  }

  /// How the states are read, and where they come from.
  private enum Variant {
    /// After the last step.
    case last
    /// After the last step that means something.
    case valid
    /// At every step.
    case every
    /// At every step, with the state carried from the window before.
    case carried

    init(_ form: PyTorchProblem.Sequences, _ configuration: Configuration) {
      if form.isCarried(configuration) {
        self = .carried
      } else if form.asksEveryStep {
        self = .every
      } else {
        self = form.isEmbedded && configuration.readout == "valid" ? .valid : .last
      }
    }

    func forward(isEmbedded: Bool) -> String {
      let x = isEmbedded ? "self.embedding(x)" : "x"
      return switch self {
      case .last:
        """
            def forward(self, x):
                h, _ = self.rnn(\(x))  # h of every step: [steps, batch, hidden]
                return self.fc(h[-1])  # the answer is asked after the last
        """
      case .valid:
        """
            def forward(self, x, lengths):
                h, _ = self.rnn(\(x))  # h of every step: [steps, batch, hidden]
                return self.fc(h[lengths - 1, torch.arange(batch)])  # after each one's last word
        """
      case .every:
        """
            def forward(self, x):
                h, _ = self.rnn(\(x))  # h of every step: [steps, batch, hidden]
                return self.fc(h)  # an answer is asked at every one
        """
      case .carried:
        """
            def forward(self, x, state):
                h, state = self.rnn(\(x), state)  # h of every step: [steps, batch, hidden]
                return self.fc(h), state  # an answer is asked at every one
        """
      }
    }

    func pass(_ form: PyTorchProblem.Sequences, hasTwoStates: Bool) -> String {
      func loss(of answers: String) -> String {
        if form.hasValues { return "loss = F.mse_loss(\(answers), target)" }
        return form.asksEveryStep
          ? "loss = F.cross_entropy(\(answers).flatten(0, 1), target.flatten())"
          : "loss = F.cross_entropy(\(answers), target)"
      }
      let lines =
        switch self {
        case .last, .every:
          ["x, target = \(form.carry == .never ? "next_batch()" : "window(update - 1)")"]
            + [loss(of: "model(x)")]
        case .valid: ["x, lengths, target = next_batch()", loss(of: "model(x, lengths)")]
        case .carried:
          (form.carry == .text
            ? [
              "index = (update - 1) % windows", "x, target = window(index)", "if index == 0:",
              "    state = None  # the text begins anew",
            ] : ["x, target = window(update - 1)"]) + [
              "answers, state = model(x, state)",
              "state = \(hasTwoStates ? "[s.detach() for s in state]" : "state.detach()")",
              loss(of: "answers"),
            ]
        }
      return lines.map { "    " + $0 }.joined(separator: "\n")
    }
  }
}
