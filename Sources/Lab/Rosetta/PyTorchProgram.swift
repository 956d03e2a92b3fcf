import Engine

/// A page's run as a Python program that needs PyTorch only.
///
/// It carries the lab's generator and draws in the lab's order, so weights, data and, up to rounding,
/// losses are those of `unroll run`; where training is sensitive, rounding grows from update to update,
/// as it does between two builds of PyTorch. Only the parts that the configuration needs are in it:
///
///     header, settings, generator, problem, model, first weights, training
public struct PyTorchProgram: Sendable {
  /// The program.
  public let text: String

  /// The settings that a program speaks for, and those that change no loss.
  private static let known: Set<String> = [
    "problem", "steps", "cell", "hidden", "initialization", "gain", "forget-bias", "optimizer",
    "rate", "clip", "batch", "updates", "seed", "temperature", "pace",
  ]

  /// The program of `configuration`, which page `page` (from 0) of `experiment` was set to.
  ///
  /// Throws in one line, with what there is, where PyTorch or this list lacks a part.
  ///
  /// - Parameters:
  ///   - experiment: the lesson
  ///   - page: a place in its pages
  ///   - configuration: what to write down
  ///   - dataFile: the text to learn, where it reads one; nil is the shipped one
  ///   - shipped: where that is
  public init(
    _ experiment: Experiment, page: Int, configuration: Configuration, dataFile: String? = nil,
    shipped: String
  ) throws(SettingError) {
    try Self.check(configuration)
    let problem = try PyTorchProblem.named(configuration.problem)
    let cell = try PyTorchCell.named(configuration.cell)
    let start = try PyTorchStart.named(configuration.initialization)
    let optimizer = try PyTorchOptimizer.named(configuration.optimizer)
    var parts = Self.header(experiment, page, configuration, dataFile: dataFile)
    if problem.readsText {
      parts += ["#", "# Run it with a text: python3 FILE \(dataFile ?? shipped)"]
    }
    parts = [parts.joined(separator: "\n"), Self.imports(problem, start)]
    parts.append(Self.settings(configuration))
    parts += PyTorchRandom.parts(normal: start.drawsNormal, integer: problem.drawsIntegers)
    parts += problem.parts
    parts += [cell.module].compactMap(\.self) + PyTorchModel.parts(problem, cell)
    parts += start.parts(configuration, cell)
    parts.append(optimizer.training(configuration, problem, cell))
    text = Self.joined(parts)
  }

  /// Parts with a blank line between them, two around functions and classes, as Python's style guide
  /// (PEP 8) has it.
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
    for setting in settings where !known.contains(setting.name) {
      let value = setting.value(in: configuration)
      guard value != setting.value(in: usual) else { continue }
      throw SettingError(
        problem: "no PyTorch program for \(setting.name) \(value) yet",
        allowed: [setting.value(in: usual)])
    }
  }

  private static func header(
    _ experiment: Experiment, _ page: Int, _ configuration: Configuration,
    dataFile: String?
  ) -> [String] {
    let lesson = experiment.lesson
    let planned = experiment.pages[page].configuration
    let changes =
      Setting.catalogue.filter {
        $0.value(in: configuration) != $0.value(in: planned)
      }.map { " --set \($0.name)=\($0.value(in: configuration))" }.joined()
      + (dataFile.map { " --data \($0)" } ?? "")
    let number = page + 1
    return [
      "# \(lesson.title), page \(number): \(experiment.pages[page].text.title).",
      "# The same weights, data and losses, up to rounding, as",
      "#     unroll run \(lesson.name) --page \(number)\(changes) --format json",
    ]
  }

  private static func imports(_ problem: PyTorchProblem, _ start: PyTorchStart) -> String {
    let modules = ["math"] + (problem.readsText ? ["sys"] : [])
    let rounding = start.drawsNormal ? "from ctypes import c_float\n" : ""
    return modules.map { "import \($0)\n" }.joined() + rounding + """

      import torch
      from torch import nn
      from torch.nn import functional as F
      """
  }

  private static func settings(_ configuration: Configuration) -> String {
    """
    steps, batch, hidden = \(configuration.steps), \(configuration.batch), \(configuration.hidden)
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
