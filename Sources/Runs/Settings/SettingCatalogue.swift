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
      form: .choice(\.problem, ProblemKind.all.map(\.name)), knob: KnobProposal("Q")),
    Setting(
      name: "steps", group: .problem, about: "time steps of a sequence, T", effect: .restarts,
      form: .integer(\.steps, 4...2000),
      applicability: .problems("problems whose length is chosen") { $0.signature.usesSteps },
      knob: KnobProposal(
        "-+", label: "T", stops: [5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500])),
    Setting(
      name: "temperature", group: .problem, about: "softmax temperature of samples",
      effect: .goesOn, form: .number(\.temperature, 0.05...5),
      applicability: .problems("problems that a sample is written for") { $0.isText },
      knob: KnobProposal("t", stops: [0.2, 0.5, 0.8, 1, 1.2, 1.5])),
    Setting(
      name: "carry", group: .problem, about: "the state goes on into the next window",
      effect: .restarts, form: .flag(\.carries),
      applicability: .carrying, knob: KnobProposal("K")),
    Setting(
      name: "reversal", group: .problem, about: "sources are read from their end",
      effect: .restarts, form: .flag(\.isReversed), knob: KnobProposal("R")),
  ]

  private static let modelSettings = [
    Setting(
      name: "model", group: .model, about: "the kind of model", effect: .restarts,
      form: .choice(\.model, ["auto"] + ModelKind.all.map(\.name)), knob: KnobProposal("X")),
    Setting(
      name: "cell", group: .model, about: "the recurrent cell", effect: .restarts,
      form: .cell, knob: KnobProposal("x")),
    Setting(
      name: "hidden", group: .model, about: "hidden units, H", effect: .restarts,
      form: .integer(\.hidden, 1...1024),
      knob: KnobProposal("{}", label: "H", stops: [2, 4, 8, 16, 32, 64, 128, 256])),
    Setting(
      name: "embedding", group: .model, about: "numbers of a word's vector", effect: .restarts,
      form: .integer(\.embedding, 1...512),
      applicability: .embedded, knob: KnobProposal("W", stops: [2, 4, 8, 16, 32, 64])),
    Setting(
      name: "readout", group: .model, about: "the step an answer at the end is read at",
      effect: .restarts, form: .choice(\.readout, ["last", "valid"]),
      applicability: .problems("problems of padded sequences with one answer at the end") {
        $0.signature.hasLengths && $0.signature.output == .oneClass
      }, knob: KnobProposal("p")),
    Setting(
      name: "attention", group: .model, about: "the decoder looks back at the source",
      effect: .restarts, form: .flag(\.hasAttention), knob: KnobProposal("@")),
    Setting(
      name: "layers", group: .model, about: "recurrent layers on top of each other",
      effect: .restarts, form: .integer(\.layers, 1...8),
      knob: KnobProposal("L", stops: [1, 2, 3, 4])),
    Setting(
      name: "dropout", group: .model, about: "share that is dropped between layers",
      effect: .restarts, form: .number(\.dropout, 0...0.95),
      applicability: Applicability(words: "two layers or more") { $0.layers > 1 },
      knob: KnobProposal("%", stops: [0, 0.2, 0.5])),
    Setting(
      name: "norm", group: .model, about: "what follows each recurrent layer", effect: .restarts,
      form: .choice(\.norm, ["off", "layer"]), knob: KnobProposal("J")),
    Setting(
      name: "positions", group: .model, about: "a transformer is told the position of a step",
      effect: .restarts, form: .flag(\.hasPositions), knob: KnobProposal("!")),
    Setting(
      name: "iterations", group: .model, about: "how often the block is applied",
      effect: .restarts, form: .integer(\.iterations, 1...64),
      knob: KnobProposal("I", stops: [1, 2, 4, 8, 16, 32])),
    Setting(
      name: "order", group: .model, about: "symbols of the longest context that is counted",
      effect: .restarts, form: .integer(\.order, 0...8),
      knob: KnobProposal("_", stops: [0, 1, 2, 3, 4, 5, 6])),
    Setting(
      name: "radius", group: .model, about: "spectral radius of the reservoir",
      effect: .restarts, form: .number(\.radius, 0.01...3),
      knob: KnobProposal("^", stops: [0.5, 0.7, 0.9, 1, 1.2, 1.5])),
    Setting(
      name: "leak", group: .model, about: "how much of the reservoir's state is new",
      effect: .restarts, form: .number(\.leak, 0.01...1),
      knob: KnobProposal("~", stops: [0.1, 0.3, 0.5, 1])),
    Setting(
      name: "ridge", group: .model, about: "penalty of the ridge regression", effect: .restarts,
      form: .number(\.ridge, 0.000000001...100),
      knob: KnobProposal("$", stops: ["1e-09", "1e-06", "0.001", "1"])),
    Setting(
      name: "bidirectional", group: .model, about: "layers read in both directions",
      effect: .restarts, form: .flag(\.isBidirectional),
      applicability: .problems("problems whose answer is not the next input") {
        !$0.signature.predictsNext
      }, knob: KnobProposal("B")),
    Setting(
      name: "initialization", group: .model, about: "how the weights start", effect: .restarts,
      form: .choice(\.initialization, Initialization.all.map(\.name)),
      knob: KnobProposal("i", label: "init", stops: ["pytorch", "keras", "small", "orthogonal"])),
    Setting(
      name: "gain", group: .model, about: "factor on the recurrent matrix", effect: .restarts,
      form: .number(\.gain, 0.1...4),
      applicability: .cells("cells with a recurrent matrix") { $0.isRecurrent },
      knob: KnobProposal("[]", stops: (1...40).map { Double($0) / 10 })),
    Setting(
      name: "forget-bias", group: .model, about: "bias of the forget gate at the start",
      effect: .restarts, form: .optional(\.forgetBias, -10...10, absent: "auto"),
      applicability: .cells("cells with a forget gate") { $0.hasForgetBias },
      knob: KnobProposal("f", label: "forget bias", stops: ["auto", "0", "1", "2", "3", "5"])),
  ]

  private static let trainingSettings = [
    Setting(
      name: "optimizer", group: .training, about: "the update rule", effect: .restarts,
      form: .choice(\.optimizer, OptimizerKind.all.map(\.name)), applicability: .descent,
      knob: KnobProposal("O")),
    Setting(
      name: "rate", group: .training, about: "learning rate", effect: .goesOn,
      form: .optional(\.rate, 0.000001...10, absent: "auto"), applicability: .descent,
      knob: KnobProposal(
        ";:", stops: ["auto", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1"])),
    Setting(
      name: "clip", group: .training, about: "largest gradient norm", effect: .goesOn,
      form: .optional(\.clip, 0.001...1000, absent: "off"), applicability: .descent,
      knob: KnobProposal("c", stops: ["1", "off"])),
    Setting(
      name: "forcing", group: .training, about: "how often the decoder is fed the right symbol",
      effect: .goesOn, form: .number(\.forcing, 0...1),
      knob: KnobProposal("F", stops: [1, 0.5, 0])),
    Setting(
      name: "batch", group: .training, about: "sequences per update", effect: .restarts,
      form: .integer(\.batch, 1...1024),
      applicability: .problems("problems of examples") { $0.signature.input != .slope },
      knob: KnobProposal("C", stops: [1, 4, 16, 64, 256])),
    Setting(
      name: "updates", group: .training, about: "updates before the run pauses",
      effect: .goesOn, form: .integer(\.updates, 1...10_000_000),
      knob: KnobProposal("U", stops: [100, 200, 500, 1000, 2000, 5000])),
    Setting(
      name: "pace", group: .training, about: "updates per second while you watch",
      effect: .goesOn, form: .optional(\.pace, 1...100_000, absent: "full"),
      knob: KnobProposal("<>", stops: ["10", "50", "200", "1000", "full"])),
    Setting(
      name: "seed", group: .training, about: "seed of weights, data and samples",
      effect: .restarts, form: .integer(\.seed, 0...999_999_999),
      knob: KnobProposal("#", stops: [1, 2, 3, 4, 5])),
  ]
}
