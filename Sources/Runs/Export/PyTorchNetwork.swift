/// What learns a problem, in Python: its definition, its initial weights, and one pass of it.
struct PyTorchNetwork: Sendable {
  /// What defines it and makes one of it.
  let definition: [String]
  /// What sets its initial weights.
  var start: [String] = []
  /// What is set before the first update.
  var before = ""
  /// From the number of the update, `update`, to its loss, `loss`: lines of the training loop.
  let pass: String
  /// What the optimiser changes.
  var parameters = "model.parameters()"
}

extension PyTorchNetwork {
  /// The network that learns `problem`; throws where PyTorch or a list lacks a part.
  init(_ configuration: Configuration, _ problem: PyTorchProblem) throws(SettingError) {
    switch problem.form {
    case .sequences(let form): self = try .sequences(configuration, form)
    case .pairs(let form): self = try .pairs(configuration, form)
    case .drift: self = .drift
    }
  }

  /// A single number on a slope.
  private static let drift = PyTorchNetwork(
    definition: ["theta = nn.Parameter(torch.zeros(1))"],
    pass: "    loss = next(deck) * theta", parameters: "[theta]")
}
