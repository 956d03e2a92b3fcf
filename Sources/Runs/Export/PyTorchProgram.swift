import Engine

/// A page's run as a Python program that needs PyTorch only.
///
/// It carries the lab's generator and draws in the lab's order, so weights, data and, up to
/// rounding, losses are those of `unroll run`; where training is sensitive, rounding grows from
/// update to update, as it does between two builds of PyTorch. Only the parts that the
/// configuration needs are in it:
///
///     header, imports, settings, generator, problem, model, initial weights, training
public struct PyTorchProgram: Sendable {
  /// The program.
  public let text: String

  /// The settings that a program speaks for, and those that change no loss.
  private static let known: Set<String> = [
    "problem", "steps", "carry", "reversal", "cell", "hidden", "embedding", "readout", "attention",
    "bidirectional", "initialization", "gain", "forget-bias", "optimizer", "rate", "clip",
    "forcing", "batch", "updates", "seed", "temperature", "pace",
  ]

  /// Which page of a lesson a program is of, for its first lines.
  public struct Source: Sendable {
    /// The lesson's name and title.
    public let lesson: String
    public let title: String
    /// The page's number, from 1, and its title.
    public let page: Int
    public let pageTitle: String
    /// The configuration that the page starts from.
    public let planned: Configuration

    /// A page of a lesson.
    public init(
      lesson: String, title: String, page: Int, pageTitle: String, planned: Configuration
    ) {
      (self.lesson, self.title) = (lesson, title)
      (self.page, self.pageTitle) = (page, pageTitle)
      self.planned = planned
    }
  }

  /// The program of `configuration`, which the page `source` was set to.
  ///
  /// Throws in one line, with what there is, where PyTorch or this list lacks a part.
  ///
  /// - Parameters:
  ///   - source: the page
  ///   - configuration: what to write down
  ///   - dataFile: what it learns from, where it reads a file; nil is the lab's own
  ///   - shipped: where the lab's own text is
  public init(
    _ source: Source, configuration: Configuration, dataFile: String? = nil, shipped: String
  ) throws(SettingError) {
    try Self.check(configuration)
    let problem = try PyTorchProblem.named(configuration.problem)
    let network = try PyTorchNetwork(configuration, problem)
    let optimizer = try PyTorchOptimizer.named(configuration.optimizer)
    var parts = problem.parts(configuration)
    if case .pairs = problem.form { parts.append(PyTorchProblem.pairBatch(configuration)) }
    parts += network.definition + network.start
    parts.append(optimizer.training(configuration, network))
    parts = PyTorchRandom.parts(for: parts.joined()) + parts
    let body = parts.joined()
    let header = Self.header(source, configuration, dataFile: dataFile, shipped: shipped)
    text = Self.joined(
      [header, PyTorchImports.text(for: body), Self.settings(configuration, problem.form)] + parts)
  }

  /// Parts with a blank line between them, two around functions and classes, as Python's style
  /// guide (PEP 8) has it.
  private static func joined(_ parts: [String]) -> String {
    var text = ""
    var endsIndented = false
    for part in parts {
      let isDefinition = part.hasPrefix("class ") || part.hasPrefix("def ")
      if !text.isEmpty { text += isDefinition || endsIndented ? "\n\n" : "\n" }
      text += part + "\n"
      endsIndented = isDefinition
    }
    return text
  }

  /// A setting that no program speaks for must be at its default.
  static func check(
    _ configuration: Configuration, settings: [Setting] = Setting.catalogue
  ) throws(SettingError) {
    let usual = Configuration()
    for setting in settings
    where !known.contains(setting.name) && setting.applies(to: configuration) {
      let value = setting.value(in: configuration)
      guard value != setting.value(in: usual) else { continue }
      throw SettingError(
        problem: "no PyTorch program for \(setting.name) \(value) yet",
        allowed: [setting.value(in: usual)])
    }
  }

  private static func header(
    _ source: Source, _ configuration: Configuration, dataFile: String?, shipped: String
  ) -> String {
    let changes = configuration.settings.filter {
      $0.record(in: configuration) != $0.record(in: source.planned)
    }.map { setting in
      let value = setting.record(in: configuration)
      return value.contains(" ")
        ? " --set \"\(setting.name)=\(value)\"" : " --set \(setting.name)=\(value)"
    }.joined()
    let arguments = "\(source.lesson) --page \(source.page)\(changes)"
    let data = dataFile.map { " --data \($0)" } ?? ""
    var lines = [
      "# \(source.title), page \(source.page): \(source.pageTitle).",
      "# The same weights, data and losses, up to rounding, as",
      "#     unroll run \(arguments)\(data) --format json",
    ]
    switch configuration.reads {
    case .text: lines += ["#", "# Run it with a text: python3 FILE \(dataFile ?? shipped)"]
    case .labelled, .pairs:
      lines += [
        "#", "# Run it with lines of two columns and a tab between: python3 FILE DATA",
        "# For those of this run: unroll data \(arguments)\(data) > DATA",
      ]
    case nil: break
    }
    // A line end in a title or a file's name does not end the comment.
    return lines.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
      .joined(separator: "\n")
  }

  private static func settings(
    _ configuration: Configuration, _ form: PyTorchProblem.Form
  ) -> String {
    let isMixed = configuration.forcing > 0 && configuration.forcing < 1
    let used: [String] =
      switch form {
      case .sequences(let form):
        ["steps", "batch", "hidden"] + (form.isEmbedded ? ["embedding"] : [])
      case .pairs(let form):
        (form.usesSteps ? ["steps"] : []) + ["batch", "hidden", "embedding"]
          + (isMixed ? ["forcing"] : [])
      case .drift: []
      }
    let names = used.joined(separator: ", ")
    let values = used.compactMap { name in
      Setting.catalogue.first { $0.name == name }?.value(in: configuration)
    }.joined(separator: ", ")
    return (used.isEmpty ? "" : "\(names) = \(values)\n") + """
      updates, seed = \(configuration.updates), \(configuration.seed)

      # Gradients that vanish become denormal numbers, which processors are slow at.
      torch.set_flush_denormal(True)
      """
  }
}

/// The row of `list` called `name`; throws with the names that there are.
func pyTorchRow<Row>(
  _ name: String, _ kind: String, in list: [Row], called path: KeyPath<Row, String>
) throws(SettingError) -> Row {
  guard let row = list.first(where: { $0[keyPath: path] == name }) else {
    throw SettingError(
      problem: "no PyTorch program for \(kind) \(name) yet", allowed: list.map { $0[keyPath: path] }
    )
  }
  return row
}
