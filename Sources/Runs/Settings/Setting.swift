/// A field of the configuration that people may set: its name, group, meaning and allowed values.
///
/// Lesson files, `--set name=value`, the knobs and the JSON header all go through the same row.
public struct Setting: Sendable {
  /// The part of a lesson's front matter that the setting is written in.
  public enum Group: String, Sendable, CaseIterable {
    case problem, model, training
  }

  /// When a changed value takes hold.
  public enum Effect: Sendable {
    /// The run starts again from its seed.
    case restarts
    /// The run goes on with the new value.
    case goesOn
  }

  enum Form: Sendable {
    case choice(WritableKeyPath<Configuration, String> & Sendable, [String])
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
  /// When a change takes hold.
  public let effect: Effect
  let form: Form
  /// What it applies to, beside the models that have it; nil where that is all.
  var applicability: Applicability?
  /// How keys turn it, if a lesson does not say otherwise; nil where a lesson has to.
  public var knob: KnobProposal?

  /// The value that `configuration` has, as a person would write it.
  public func value(in configuration: Configuration) -> String {
    switch form {
    case .choice(let path, _): configuration[keyPath: path]
    case .flag(let path): configuration[keyPath: path] ? "on" : "off"
    case .integer(let path, _): String(configuration[keyPath: path])
    case .number(let path, _): Self.text(configuration[keyPath: path])
    case .optional(let path, _, let absent):
      configuration[keyPath: path].map(Self.text) ?? absent
    }
  }

  /// Writes the value that `text` stands for; throws if it is not one of `allowed`.
  public func set(_ text: String, in configuration: inout Configuration) throws(SettingError) {
    let wrong = SettingError(
      problem: "'\(text)' is not a valid value for \(name)", allowed: allowed, lead: "it takes",
      isChoice: !choices.isEmpty)
    switch form {
    case .choice(let path, let choices):
      guard choices.contains(text) else { throw wrong }
      configuration[keyPath: path] = text
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
    case .flag(let path): target[keyPath: path] = source[keyPath: path]
    case .integer(let path, _): target[keyPath: path] = source[keyPath: path]
    case .number(let path, _): target[keyPath: path] = source[keyPath: path]
    case .optional(let path, _, _): target[keyPath: path] = source[keyPath: path]
    }
  }

  /// The allowed values in words: `tanh, relu, lstm`, `2 to 2000`, `off, or 0.001 to 1000`.
  public var allowed: [String] {
    switch form {
    case .choice, .flag: choices
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
    case .flag: ["on", "off"]
    case .integer, .number, .optional: []
    }
  }

  /// The value one step on from `current`: the next word of a choice, the next number of 1, 2, 3,
  /// 5, 7, 10, 15 and their powers of ten; nil at the end of the range.
  package func value(after current: String, direction: Int) -> String? {
    switch form {
    case .choice, .flag:
      guard let place = choices.firstIndex(of: current) else { return choices.first }
      return choices[(place + direction + choices.count) % choices.count]
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
