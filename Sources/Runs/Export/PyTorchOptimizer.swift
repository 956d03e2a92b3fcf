/// An update rule of PyTorch, with the lab's numbers where they are not PyTorch's defaults.
struct PyTorchOptimizer: Sendable {
  /// The name in the list of optimisers.
  let name: String
  /// The class in `torch.optim`.
  let constructor: String
  /// What follows the learning rate.
  var options = ""

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchOptimizer {
    try pyTorchRow(name, "optimizer", in: all, called: \.name)
  }

  /// Every optimiser that has a program.
  static let all = [
    PyTorchOptimizer(name: "adam", constructor: "Adam"),
    PyTorchOptimizer(name: "adamw", constructor: "AdamW", options: ", weight_decay=0.01"),
    PyTorchOptimizer(name: "sgd", constructor: "SGD"),
    PyTorchOptimizer(name: "momentum", constructor: "SGD", options: ", momentum=0.9"),
    PyTorchOptimizer(name: "rmsprop", constructor: "RMSprop"),
    PyTorchOptimizer(name: "adagrad", constructor: "Adagrad"),
  ]

  /// Python that trains `network` and prints a line for each update: its number and the loss before
  /// it.
  func training(_ configuration: Configuration, _ network: PyTorchNetwork) -> String {
    let rate = Setting.text(configuration.learningRate)
    let clip = configuration.clip.map(Setting.text) ?? "math.inf"
    let comment = configuration.clip == nil ? "  # no clipping" : ""
    return """
      optimizer = torch.optim.\(constructor)(\(network.parameters), lr=\(rate)\(options))
      \(network.before)for update in range(1, updates + 1):
      \(network.pass)
          print(update, f"{loss.item():.7g}")
          optimizer.zero_grad()
          loss.backward()
          norm = nn.utils.clip_grad_norm_(\(network.parameters), \(clip))\(comment)
          if not norm.isfinite():
              break  # it has diverged
          optimizer.step()
      """
  }
}
