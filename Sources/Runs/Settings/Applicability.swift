import Engine
import Problems

/// What a setting applies to: the configurations in which it has an effect.
struct Applicability: Sendable {
  /// In words that follow "it applies to".
  let words: String
  /// Whether a configuration is of that kind.
  let holds: @Sendable (Configuration) -> Bool

  /// The models that learn by gradient descent.
  static let descent: Applicability = {
    let names = ModelKind.all.filter(\.learnsByDescent).map(\.name).joined(separator: ", ")
    return Applicability(words: "models that learn by gradient descent (\(names))") {
      $0.modelKind.learnsByDescent
    }
  }()

  /// What may go on from one window of a long sequence into the next.
  static let carrying: Applicability = {
    let names = ProblemKind.all.filter { $0.signature.carry == .optional }.map(\.name)
    return Applicability(
      words: "a state that may be carried into the next window (\(names.joined(separator: ", ")))"
    ) {
      $0.problemKind.signature.carry == .optional && $0.modelKind.carriesState($0)
    }
  }()

  /// What has learned vectors for what goes in.
  static let embedded: Applicability = {
    let models = ModelKind.all.filter(\.embedsSymbols).map(\.name).joined(separator: ", ")
    return Applicability(words: "words, pairs, and symbols where a model embeds them (\(models))") {
      let input = $0.problemKind.signature.input
      return input == .words || input == .source
        || input == .symbols && $0.modelKind.embedsSymbols
    }
  }()

  /// The problems whose row `isOne` picks; `what` says in words what they have in common.
  static func problems(
    _ what: String, where isOne: @escaping @Sendable (ProblemKind) -> Bool
  ) -> Applicability {
    let names = ProblemKind.all.filter(isOne).map(\.name).joined(separator: ", ")
    return Applicability(words: "\(what) (\(names))") { isOne($0.problemKind) }
  }

  /// The cells whose row `isOne` picks; `what` says in words what they have in common.
  static func cells(
    _ what: String, where isOne: @escaping @Sendable (CellKind) -> Bool
  ) -> Applicability {
    let names = Cells.all.filter(isOne).map(\.name).joined(separator: ", ")
    return Applicability(words: "\(what) (\(names))") { isOne($0.cellKind) }
  }
}

extension Setting {
  /// The kinds of model that have the setting; nil where it is no model's own.
  private var owners: [ModelKind]? {
    let owners = ModelKind.all.filter { $0.settings.contains(name) }
    return owners.isEmpty ? nil : owners
  }

  /// Whether the setting has an effect in `configuration`.
  public func applies(to configuration: Configuration) -> Bool {
    let isOwned = owners.map { $0.contains { $0.name == configuration.modelKind.name } } ?? true
    return isOwned && applicability?.holds(configuration) ?? true
  }

  /// What the setting applies to, in words; empty where it applies everywhere.
  public var appliesTo: String {
    let models = owners.map { owners in
      "the model\(owners.count == 1 ? "" : "s") \(owners.map(\.name).joined(separator: ", "))"
    }
    return [applicability?.words, models].compactMap(\.self).joined(separator: " with ")
  }

  /// That the setting has no effect in `configuration`, and where it has one; nil where it applies.
  ///
  /// - Parameters:
  ///   - configuration: all settings
  ///   - location: the words for where that is
  public func complaint(
    in configuration: Configuration, _ location: String = "here"
  ) -> SettingError? {
    guard !applies(to: configuration) else { return nil }
    let model = configuration.modelKind
    let cell = model.settings.contains("cell") ? ", cell \(configuration.cell)" : ""
    return SettingError(
      problem: "\(name) has no effect \(location) (problem \(configuration.problem), model "
        + "\(model.name)\(cell)); it applies to \(appliesTo)")
  }
}

extension Configuration {
  /// The settings that have an effect, in the catalogue's order.
  public var settings: [Setting] { Setting.catalogue.filter { $0.applies(to: self) } }

  /// Why no cell can be defined here; nil where one can.
  public var ownCellComplaint: SettingError? {
    let model = modelKind
    let takers = ModelKind.all.filter { $0.settings.contains("cell") && $0.cells == nil }
    guard !takers.contains(where: { $0.name == model.name }) else { return nil }
    return SettingError(
      problem: "the model \(model.name) takes no cell of one's own; "
        + "these do: \(takers.map(\.name).joined(separator: ", "))")
  }

  /// What of these settings cannot be together; nil where they can.
  public var contradiction: SettingError? {
    let (model, problem) = (modelKind, problemKind)
    guard model.learns(problem) else {
      return SettingError(
        problem: "the model \(model.name) cannot learn \(problem.name)",
        allowed: ["auto"] + ModelKind.all.filter { $0.learns(problem) }.map(\.name))
    }
    if let cells = model.cells, !cells.contains(cell) {
      return SettingError(
        problem: "the model \(model.name) cannot have the cell \(cell)", allowed: cells)
    }
    if problem.signature.usesSteps, let most = problem.mostSteps, steps > most {
      return SettingError(
        problem: "the problem \(problem.name) takes at most \(most) steps, not \(steps)")
    }
    return nil
  }

  /// The same run, with every setting that has no effect at its default: what is left over from
  /// another problem, model or cell is not part of a run.
  var effective: Configuration {
    let usual = Configuration()
    var result = self
    for setting in Setting.catalogue where !setting.applies(to: self) {
      setting.copy(from: usual, to: &result)
    }
    return result
  }

  /// Whether two runs are the same: settings that have no effect do not count.
  public func isSameRun(as other: Configuration) -> Bool {
    settings.map(\.name) == other.settings.map(\.name)
      && settings.allSatisfy { $0.record(in: self) == $0.record(in: other) }
  }

  /// Takes a setting as `name=value`, whether or not it has an effect.
  public mutating func apply(_ text: String) throws(SettingError) { _ = try set(text) }

  /// Takes a setting as `name=value`, whether or not it has an effect, and returns its row.
  public mutating func set(_ text: String) throws(SettingError) -> Setting {
    let parts = text.split(separator: "=", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.count == 2 else {
      throw SettingError(problem: "'\(text)' sets nothing", allowed: ["name=value"])
    }
    let setting = try Setting.named(parts[0])
    try setting.set(parts[1], in: &self)
    return setting
  }

  /// Takes up settings that were kept, in any order. Those that say nothing new are passed over
  /// where they have no effect; otherwise as `apply`.
  public mutating func takeUp(_ kept: [String]) throws(SettingError) {
    var (result, usual) = (self, Configuration())
    for text in kept { try result.apply(text) }
    var telling: [String] = []
    for text in kept {
      let setting = try usual.set(text)
      let isUsual = setting.value(in: usual) == setting.value(in: Configuration())
      if setting.applies(to: result) || !isUsual { telling.append(text) }
    }
    try apply(telling)
  }

  /// Takes settings as `name=value`, in any order; throws the first that is not valid, that has no
  /// effect beside all others, or that cannot be together with them.
  public mutating func apply(_ texts: [String]) throws(SettingError) {
    var result = self
    var given: [Setting] = []
    for text in texts { given.append(try result.set(text)) }
    if let contradiction = result.contradiction { throw contradiction }
    for setting in given {
      if let complaint = setting.complaint(in: result) { throw complaint }
    }
    self = result
  }
}
