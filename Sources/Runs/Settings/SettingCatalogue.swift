import Engine
import Problems

extension Setting {
  /// Every setting, in the order of a lesson's front matter.
  public static let catalogue: [Setting] = problemSettings + modelSettings + trainingSettings

  /// The setting called `name`; throws with the list of names.
  public static func named(_ name: String) throws(SettingError) -> Setting {
    guard let setting = catalogue.first(where: { $0.name == name }) else {
      throw SettingError(
        problem: "no setting called '\(name)'", allowed: catalogue.map(\.name))
    }
    return setting
  }

  private static let problemSettings = [
    Setting(
      name: "problem", group: .problem, about: "what is learned", effect: .restarts,
      form: .choice(\.problem, ProblemKind.all.map(\.name))),
    Setting(
      name: "steps", group: .problem, about: "time steps of a sequence, T", effect: .restarts,
      form: .integer(\.steps, 4...2000)),
    Setting(
      name: "temperature", group: .problem, about: "softmax temperature of samples",
      effect: .goesOn, form: .number(\.temperature, 0.05...5)),
    Setting(
      name: "carry", group: .problem, about: "the state goes on into the next window",
      effect: .restarts, form: .flag(\.carries)),
    Setting(
      name: "reversal", group: .problem, about: "sources are read from their end",
      effect: .restarts, form: .flag(\.isReversed)),
  ]

  private static let modelSettings = [
    Setting(
      name: "model", group: .model, about: "the kind of model", effect: .restarts,
      form: .choice(\.model, ["auto"] + ModelKind.all.map(\.name))),
    Setting(
      name: "cell", group: .model, about: "the recurrent cell", effect: .restarts,
      form: .choice(\.cell, Cells.all.map(\.name))),
    Setting(
      name: "hidden", group: .model, about: "hidden units, H", effect: .restarts,
      form: .integer(\.hidden, 1...1024)),
    Setting(
      name: "embedding", group: .model, about: "numbers of a word's vector", effect: .restarts,
      form: .integer(\.embedding, 1...512)),
    Setting(
      name: "readout", group: .model, about: "the step an answer at the end is read at",
      effect: .restarts, form: .choice(\.readout, ["last", "valid"])),
    Setting(
      name: "attention", group: .model, about: "the decoder looks back at the source",
      effect: .restarts, form: .flag(\.hasAttention)),
    Setting(
      name: "layers", group: .model, about: "recurrent layers on top of each other",
      effect: .restarts, form: .integer(\.layers, 1...8)),
    Setting(
      name: "dropout", group: .model, about: "share that is dropped between layers",
      effect: .restarts, form: .number(\.dropout, 0...0.95)),
    Setting(
      name: "norm", group: .model, about: "what follows each recurrent layer", effect: .restarts,
      form: .choice(\.norm, ["off", "layer"])),
    Setting(
      name: "positions", group: .model, about: "a transformer is told the position of a step",
      effect: .restarts, form: .flag(\.hasPositions)),
    Setting(
      name: "iterations", group: .model, about: "how often the block is applied",
      effect: .restarts, form: .integer(\.iterations, 1...64)),
    Setting(
      name: "order", group: .model, about: "symbols of the longest context that is counted",
      effect: .restarts, form: .integer(\.order, 0...8)),
    Setting(
      name: "radius", group: .model, about: "spectral radius of the reservoir",
      effect: .restarts, form: .number(\.radius, 0.01...3)),
    Setting(
      name: "leak", group: .model, about: "how much of the reservoir's state is new",
      effect: .restarts, form: .number(\.leak, 0.01...1)),
    Setting(
      name: "ridge", group: .model, about: "penalty of the ridge regression", effect: .restarts,
      form: .number(\.ridge, 0.000000001...100)),
    Setting(
      name: "bidirectional", group: .model, about: "layers read in both directions",
      effect: .restarts, form: .flag(\.isBidirectional)),
    Setting(
      name: "initialization", group: .model, about: "how the weights start", effect: .restarts,
      form: .choice(\.initialization, Initialization.all.map(\.name))),
    Setting(
      name: "gain", group: .model, about: "factor on the recurrent matrix", effect: .restarts,
      form: .number(\.gain, 0.1...4)),
    Setting(
      name: "forget-bias", group: .model, about: "bias of the forget gate at the start",
      effect: .restarts, form: .optional(\.forgetBias, -10...10, absent: "auto")),
  ]

  private static let trainingSettings = [
    Setting(
      name: "optimizer", group: .training, about: "the update rule", effect: .restarts,
      form: .choice(\.optimizer, OptimizerKind.all.map(\.name))),
    Setting(
      name: "rate", group: .training, about: "learning rate", effect: .goesOn,
      form: .optional(\.rate, 0.000001...10, absent: "auto")),
    Setting(
      name: "clip", group: .training, about: "largest gradient norm", effect: .goesOn,
      form: .optional(\.clip, 0.001...1000, absent: "off")),
    Setting(
      name: "forcing", group: .training, about: "how often the decoder is fed the right symbol",
      effect: .goesOn, form: .number(\.forcing, 0...1)),
    Setting(
      name: "batch", group: .training, about: "sequences per update", effect: .restarts,
      form: .integer(\.batch, 1...1024)),
    Setting(
      name: "updates", group: .training, about: "updates before the run pauses",
      effect: .goesOn, form: .integer(\.updates, 1...10_000_000)),
    Setting(
      name: "pace", group: .training, about: "updates per second while you watch",
      effect: .goesOn, form: .optional(\.pace, 1...100_000, absent: "full")),
    Setting(
      name: "seed", group: .training, about: "seed of weights, data and samples",
      effect: .restarts, form: .integer(\.seed, 0...999_999_999)),
  ]
}

extension Configuration {
  /// Takes a setting as `name=value`.
  public mutating func apply(_ text: String) throws(SettingError) {
    let parts = text.split(separator: "=", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.count == 2 else {
      throw SettingError(problem: "'\(text)' sets nothing", allowed: ["name=value"])
    }
    try Setting.named(parts[0]).set(parts[1], in: &self)
  }
}
