import Engine

/// A field of the configuration that people may set: its name, group, meaning and allowed values.
///
/// Lesson files, `--set name=value`, the knobs and the JSON header all go through the same row.
public struct Setting: Sendable {
  /// The part of a lesson's front matter that the setting is written in.
  public enum Group: String, Sendable, CaseIterable {
    case problem, model, training
  }

  /// What a changed value does to a run.
  public enum Change: Sendable {
    /// The run starts again from its seed.
    case restarts
    /// The run goes on with the new value.
    case goesOn
  }

  enum Form: Sendable {
    case choice(WritableKeyPath<Configuration, String> & Sendable, [String])
    /// A cell of the list, one that is defined already, or the definition of one.
    case cell
    /// `on` or `off`.
    case flag(WritableKeyPath<Configuration, Bool> & Sendable)
    case integer(WritableKeyPath<Configuration, Int> & Sendable, ClosedRange<Int>)
    case number(WritableKeyPath<Configuration, Double> & Sendable, ClosedRange<Double>)
    /// A number, or the word that stands for its absence.
    case optional(
      WritableKeyPath<Configuration, Double?> & Sendable, ClosedRange<Double>, absent: String)
  }

  /// The name in `--set` and in page settings.
  public let name: String
  /// The front-matter map it belongs to.
  public let group: Group
  /// One line on what it is, for help.
  public let about: String
  /// What a change does to a run.
  public let effect: Change
  let form: Form
  /// What it applies to, beside the models that have it; nil where that is all.
  var applicability: Applicability?
  /// How keys turn it, if a lesson does not say otherwise; nil where a lesson has to.
  public var knob: KnobProposal?

  /// The value that `configuration` has, as a person would write it.
  public func value(in configuration: Configuration) -> String {
    switch form {
    case .choice(let path, _): configuration[keyPath: path]
    case .cell: configuration.cell
    case .flag(let path): configuration[keyPath: path] ? "on" : "off"
    case .integer(let path, _): String(configuration[keyPath: path])
    case .number(let path, _): Self.text(configuration[keyPath: path])
    case .optional(let path, _, let absent):
      configuration[keyPath: path].map(Self.text) ?? absent
    }
  }

  /// The value in full, as a record needs it to be set again anywhere: a cell that is defined by
  /// its equations is more than its name.
  public func record(in configuration: Configuration) -> String {
    guard case .cell = form,
      let own = configuration.ownCells.first(where: { $0.name == configuration.cell })
    else { return value(in: configuration) }
    return own.definition
  }

  /// Writes the value that `text` stands for; throws if it is not one of `allowed`.
  public func set(_ text: String, in configuration: inout Configuration) throws(SettingError) {
    let wrong = SettingError(
      problem: "'\(text)' is not a valid value for \(name)",
      allowed: choices.isEmpty ? allowed : choices(in: configuration), lead: "it takes",
      isChoice: !choices.isEmpty)
    switch form {
    case .choice(let path, let choices):
      guard choices.contains(text) else { throw wrong }
      configuration[keyPath: path] = text
    case .cell:
      if text.contains(":") {
        let own = try OwnCell(definition: text)
        configuration.define(own)
        configuration.cell = own.name
      } else {
        guard configuration.cellNames.contains(text) else { throw wrong }
        configuration.cell = text
      }
    case .flag(let path):
      guard choices.contains(text) else { throw wrong }
      configuration[keyPath: path] = text == "on"
    case .integer(let path, let range):
      guard let value = Int(text), range.contains(value) else { throw wrong }
      configuration[keyPath: path] = value
    case .number(let path, let range):
      guard let value = Double(text), range.contains(value) else { throw wrong }
      configuration[keyPath: path] = value
    case .optional(let path, let range, let absent):
      if text == absent {
        configuration[keyPath: path] = nil
      } else {
        guard let value = Double(text), range.contains(value) else { throw wrong }
        configuration[keyPath: path] = value
      }
    }
  }

  /// Gives `target` the value that `source` has.
  func copy(from source: Configuration, to target: inout Configuration) {
    switch form {
    case .choice(let path, _): target[keyPath: path] = source[keyPath: path]
    case .cell:
      if let own = source.ownCells.first(where: { $0.name == source.cell }) { target.define(own) }
      target.cell = source.cell
    case .flag(let path): target[keyPath: path] = source[keyPath: path]
    case .integer(let path, _): target[keyPath: path] = source[keyPath: path]
    case .number(let path, _): target[keyPath: path] = source[keyPath: path]
    case .optional(let path, _, _): target[keyPath: path] = source[keyPath: path]
    }
  }

  /// The allowed values in words: `tanh, relu, lstm`, `2 to 2000`, `off, or 0.001 to 1000`.
  public var allowed: [String] {
    switch form {
    case .choice, .cell, .flag: choices
    case .integer(_, let range): ["\(range.lowerBound) to \(range.upperBound)"]
    case .number(_, let range):
      ["\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"]
    case .optional(_, let range, let absent):
      [absent, "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"]
    }
  }

  /// Every word the setting takes, where it is a choice; otherwise empty.
  public var choices: [String] {
    switch form {
    case .choice(_, let choices): choices
    case .cell: Cells.all.map(\.name)
    case .flag: ["on", "off"]
    case .integer, .number, .optional: []
    }
  }

  /// The same, with the cells that `configuration` defines.
  public func choices(in configuration: Configuration) -> [String] {
    if case .cell = form { configuration.cellNames } else { choices }
  }

  /// The value one step on from `current`: the next word of a choice, the next number of 1, 2, 3,
  /// 5, 7, 10, 15 and their powers of ten; nil at the end of the range.
  package func value(
    after current: String, direction: Int, in configuration: Configuration = Configuration()
  ) -> String? {
    switch form {
    case .choice, .cell, .flag:
      let choices = choices(in: configuration)
      guard let index = choices.firstIndex(of: current) else { return choices.first }
      return choices[(index + direction + choices.count) % choices.count]
    case .integer(_, let range):
      let bounds = Double(range.lowerBound)...Double(range.upperBound)
      return Self.next(Double(current) ?? 0, direction, in: bounds, isWhole: true)
    case .number(_, let range):
      return Self.next(Double(current) ?? 0, direction, in: range, isWhole: false)
    case .optional(_, let range, let absent):
      guard let number = Double(current) else {
        return direction > 0 ? Self.text(range.lowerBound > 0 ? range.lowerBound : 0) : nil
      }
      return Self.next(number, direction, in: range, isWhole: false) ?? absent
    }
  }

  private static func next(
    _ number: Double, _ direction: Int, in range: ClosedRange<Double>, isWhole: Bool
  ) -> String? {
    let steps: [Double] = [1, 1.5, 2, 3, 5, 7]
    let positive = (-7...7).flatMap { power in
      steps.map { power < 0 ? $0 / Self.power(-power) : $0 * Self.power(power) }
    }
    var stops = positive.map { -$0 }.reversed() + [0] + positive
    stops += [range.lowerBound, range.upperBound]
    let allowed = stops.filter { range.contains($0) && (!isWhole || $0 == $0.rounded()) }
    let next =
      direction > 0
      ? allowed.filter { $0 > number }.min() : allowed.filter { $0 < number }.max()
    return next.map(text)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * 10 }
  }

  /// `1.5` for 1.5 and `2` for 2.0.
  package static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}

extension Setting: Equatable {
  /// Two rows are equal if they have one name.
  public static func == (a: Setting, b: Setting) -> Bool { a.name == b.name }
}
