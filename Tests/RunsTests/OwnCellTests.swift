import Problems
import Testing

@testable import Engine
@testable import Runs

@Suite("A cell of one's own")
struct OwnCellTests {
  /// Cells as a lesson or a person may write them.
  static let definitions = [
    "own-tanh: h' = tanh(W_h x + U_h h + b_h)",
    """
    no-output-gate: i = sigmoid(W_i x + U_i h + b_i); f = sigmoid(W_f x + U_f h + b_f)
    g = tanh(W_g x + U_g h + b_g); c' = f * c + i * g; h' = tanh(c')
    """,
    """
    coupled: f = sigmoid(W_f x + U_f h + b_f); i = 1 - f; g = tanh(W_g x + U_g h + b_g)
    o = sigmoid(W_o x + U_o h + b_o); c' = f * c + i * g; h' = o * tanh(c')
    """,
    """
    peepholes: i = sigmoid(W_i x + U_i h + p_i * c + b_i); g = tanh(W_g x + U_g h + b_g)
    f = sigmoid(W_f x + U_f h + p_f * c + b_f); c' = f * c + i * g
    o = sigmoid(W_o x + U_o h + p_o * c' + b_o); h' = o * tanh(c')
    """,
    """
    own-gru: r = sigmoid(W_r x + U_r h + b_r); z = sigmoid(W_z x + U_z h + b_z)
    n = tanh(W_n x + b_n + r * (U_n h + c_n)); h' = (1 - z) * n + z * h
    """,
    """
    own-textbook: z = sigmoid(W_z x + U_z h + b_z); r = sigmoid(W_r x + U_r h + b_r)
    n = tanh(W_n x + U_n (r * h) + b_n); h' = (1 - z) * h + z * n
    """,
    "own-mingru: z = sigmoid(W_z x + b_z); n = W_n x + b_n; h' = (1 - z) * h + z * n",
  ]

  private func configuration(_ settings: [String]) throws -> Configuration {
    var configuration = Configuration()
    (configuration.steps, configuration.hidden, configuration.batch) = (5, 8, 16)
    configuration.updates = 300
    try configuration.apply(settings)
    return configuration
  }

  private func run(_ configuration: Configuration, threads: Int = 1) throws -> HeadlessRun {
    try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, threads: threads)
  }

  @Test(
    "learns recall, has the same digits on any number of threads, and goes on from a file",
    arguments: definitions)
  func trains(definition: String) throws {
    let configuration = try configuration(["cell=\(definition)", "rate=0.02"])
    let whole = try run(configuration)
    whole.train(updates: 300)
    let chance = try #require(whole.snapshot.baselines.first?.value)
    #expect(try #require(whole.snapshot.recentLoss) < 0.75 * Float(chance), "\(definition)")
    let half = try run(configuration, threads: 3)
    half.train(updates: 150)
    // The file is read by a run whose settings were written down and read back.
    var again = try self.configuration([])
    for setting in configuration.settings {
      try setting.set(setting.record(in: configuration), in: &again)
    }
    #expect(again.isSameRun(as: configuration))
    let rest = try run(again, threads: 2)
    try rest.load(SafeTensors(bytes: half.saved().bytes()))
    rest.train(updates: 150)
    #expect(rest.snapshot.loss?.bitPattern == whole.snapshot.loss?.bitPattern)
    #expect(rest.snapshot.gradientNorm?.bitPattern == whole.snapshot.gradientNorm?.bitPattern)
  }

  @Test("is a definition in one line, which reads back as itself", arguments: definitions)
  func roundTrip(definition: String) throws {
    let cell = try OwnCell(definition: definition)
    #expect(try OwnCell(definition: cell.definition) == cell)
    #expect(!cell.definition.contains("\n"))
    var configuration = Configuration()
    try configuration.apply("cell=\(definition)")
    #expect(configuration.cell == cell.name && configuration.cellKind == cell.kind)
    let line = TranscriptLine.command(update: 3, .adjust(configuration))
    #expect(try TranscriptLine(line.text) == line)
  }

  @Test("is chosen by its name where it is defined, and only there")
  func byName() throws {
    var configuration = Configuration()
    #expect(throws: SettingError.self) { try configuration.apply("cell=own-tanh") }
    configuration.define(try OwnCell(definition: Self.definitions[0]))
    try configuration.apply(["cell=own-tanh", "gain=2"])
    #expect(configuration.cellKind.isOwn && !configuration.isGated)
    let error = #expect(throws: SettingError.self) { try configuration.apply("cell=lstn") }
    #expect(error?.allowed == configuration.cellNames)
    #expect(configuration.cellNames.suffix(2) == ["minlstm-log", "own-tanh"])
  }

  @Test("with other equations under the same name is another run")
  func otherEquations() throws {
    var (one, other) = (Configuration(), Configuration())
    try one.apply("cell=own: h' = tanh(W_h x + U_h h)")
    try other.apply("cell=own: h' = W_h x + U_h h")
    #expect(!one.isSameRun(as: other))
    try other.apply("cell=own: h' = tanh(W_h x  +  U_h h);")
    #expect(one.isSameRun(as: other) && other.ownCells.count == 1)
  }

  @Test(
    "has its mistakes told",
    arguments: [
      ("lstm: h' = W_h x", "'lstm' is a cell of the list; a cell of one's own needs another name"),
      ("My cell: h' = W_h x", "'My cell' cannot be the name of a cell: it has small letters"),
      ("own: h' = tanh(W_h y)", "the cell own, line 1, column 20: y is not defined; allowed: x"),
      ("own: z = W_z x\nh' = z * q", "the cell own, line 2, column 10: q is not defined"),
      ("own: h' = tanh(U_h h)", "the cell own, line 1, column 6: no matrix multiplies x"),
      ("own:", "there is no equation; a cell defines h'"),
    ])
  func mistakes(definition: String, message: String) {
    var configuration = Configuration()
    let error = #expect(throws: SettingError.self) { try configuration.apply("cell=\(definition)") }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(configuration == Configuration())
  }

  @Test(
    "has the settings of its gates, and no others",
    arguments: [
      ("own: h' = tanh(W_h x + U_h h)", "forget-bias=2", false),
      ("own: f = sigmoid(W_f x + U_f h); h' = f * h + W_h x", "forget-bias=2", false),
      ("own: f = sigmoid(W_f x + U_f h + b_f); h' = f * h + W_h x", "forget-bias=2", true),
      ("own: f = sigmoid(W_f x + b_f); h' = f * h + W_h x", "gain=2", false),
      ("own: h' = tanh(W_h x + U_h h)", "gain=2", true),
      ("own: h' = tanh(W_h x + U_h h)", "model=scan", false),
    ])
  func settings(definition: String, setting: String, applies: Bool) throws {
    var configuration = Configuration()
    if applies {
      try configuration.apply(["cell=\(definition)", setting])
    } else {
      #expect(throws: SettingError.self) {
        try configuration.apply(["cell=\(definition)", setting])
      }
    }
  }

  @Test("runs in every model that takes a cell of the list, in layers and both directions")
  func models() throws {
    for settings in [
      ["problem=dates", "attention=on", "bidirectional=on"], ["problem=cipher"],
      ["layers=2", "bidirectional=on", "norm=layer", "dropout=0.2"], ["problem=sine"],
      ["problem=messages", "readout=valid"],
    ] {
      for definition in Self.definitions {
        let configuration = try configuration(settings + ["cell=\(definition)"])
        let run = try run(configuration)
        run.train(updates: 2)
        #expect(run.snapshot.loss?.isFinite == true, "\(settings) \(definition)")
      }
    }
  }

  @Test("may be a contestant beside a cell of the list")
  func contestant() throws {
    var configuration = try configuration([])
    configuration.define(try OwnCell(definition: Self.definitions[6]))
    var other = configuration
    try other.apply("cell=own-mingru")
    #expect(
      Configuration.distinctions([configuration, other]) == ["cell tanh", "cell own-mingru"])
  }

  @Test("is measured with each of its gates clamped, and without each unit", arguments: definitions)
  func ablations(definition: String) throws {
    let configuration = try configuration(["cell=\(definition)"])
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, threads: 1,
      watching: [.ablation])
    run.train(updates: 2)
    let observation = try #require(run.snapshot.ablation)
    #expect(
      observation.parts.map(\.name) == configuration.clampableGates.flatMap {
        ["\($0) clamped to 1", "\($0) clamped to 0"]
      } + (0..<8).map { "without unit \($0)" })
    for gate in configuration.clampableGates {
      let losses = [true, false].compactMap { observation.loss(gate: gate, isOpen: $0) }
      #expect(losses.count == 2 && losses[0] != losses[1], "\(gate) of \(definition)")
    }
  }

  @Test("loses with a gate clamped what the compiled cell with its weights loses")
  func sameAblations() throws {
    let equations = try #require(Cells.named("lstm")).equations
    let definition = "mine: " + equations.split(separator: "\n").joined(separator: "; ")
    let settings = try [configuration(["cell=lstm"]), configuration(["cell=\(definition)"])]
    let models = settings.map(\.networkModel)
    let weights = try #require(models[0].network.recurrentWeights)
    let (compiled, own) = (models[0].tape.parameters, models[1].tape.parameters)
    for (name, source, range) in weights.namedRanges {
      let target = try #require(own["rnn.\(name)_l0"], "\(name)")
      own.set(target, Array(compiled.values(of: source)[range]))
    }
    for name in ["fc.weight", "fc.bias"] {
      let target = try #require(own[name])
      own.set(target, compiled.values(of: try #require(compiled[name])))
    }
    let observations = try zip(models, settings).map { model, settings in
      var evaluator = AblationEvaluator(model, settings)
      evaluator.request(after: 0)
      while evaluator.isBusy { evaluator.advance() }
      return try #require(evaluator.observation as? AblationObservation)
    }
    for gate in ["i", "f", "o"] {
      for isOpen in [true, false] {
        let pair = observations.map { $0.loss(gate: gate, isOpen: isOpen) ?? .nan }
        #expect(abs(pair[0] - pair[1]) < 1e-5, "\(gate), \(isOpen): \(pair)")
      }
    }
  }
}
