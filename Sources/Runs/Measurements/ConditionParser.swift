import Foundation

extension Condition {
  /// Reads a condition; throws what is wrong and what could stand there.
  public init(_ text: String) throws(SettingError) {
    var parts: [Part] = []
    var hints: [String] = []
    if text == "otherwise" {
      (self.parts, self.text, self.hints) = ([], text, [])
      return
    }
    for clause in text.components(separatedBy: " and ") {
      parts.append(try Self.part(clause.trimmingCharacters(in: .whitespaces), &hints))
    }
    (self.parts, self.text, self.hints) = (parts, text, hints)
  }

  private static func part(
    _ clause: String, _ hints: inout [String]
  ) throws(SettingError) -> Part {
    let words = clause.split(separator: " ").map(String.init)
    if words.count == 1 {
      let (word, run) = try numbered(clause)
      if word == "diverged" { return .diverged(run: run) }
      if word == "survived" { return .survived(run: run) }
    }
    guard words.count >= 3 else {
      throw SettingError(
        problem: "'\(clause)' is not a condition",
        allowed: [
          "loss < 0.1", "recall > 0.9", "loss in 0.3 .. 0.4", "loss.2 > 1", "cell = lstm",
          "diverged", "otherwise",
        ])
    }
    let subject: Subject
    let (word, run) = try numbered(words[0])
    let (name, hint) = FormerNames.measurements.current(word)
    if let measurement = Measurement.named(name) {
      subject = .measurement(measurement, run: run)
      if let hint { hints.append(hint) }
    } else if let setting = Setting.catalogue.first(where: {
      $0.name == FormerNames.settings.current(words[0]).name
    }) {
      subject = .setting(setting)
      if let hint = FormerNames.settings.current(words[0]).hint { hints.append(hint) }
    } else {
      throw SettingError(
        problem: "nothing called '\(words[0])' is measured or set",
        allowed: Measurement.all.map(\.name) + ["f-clamped-0", "f-clamped-1"]
          + Setting.catalogue.map(\.name))
    }
    return .comparison(subject, try test(words[1], Array(words[2...]), clause))
  }

  /// `loss.2` as the word and the number of a run; without a number it is 1.
  private static func numbered(_ text: String) throws(SettingError) -> (word: String, run: Int) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (text, 1) }
    guard let run = Int(parts[1]), (1...9).contains(run) else {
      throw SettingError(
        problem: "'\(text)' names no run",
        allowed: [
          "\(parts[0]) or \(parts[0]).1 for the page's own",
          "\(parts[0]).2 for the first contestant",
        ])
    }
    return (String(parts[0]), run)
  }

  private static func test(
    _ sign: String, _ words: [String], _ clause: String
  ) throws(SettingError) -> Test {
    if sign == "in" {
      guard words.count == 3, words[1] == "..", let low = Double(words[0]),
        let high = Double(words[2]), low <= high
      else {
        throw SettingError(problem: "'\(clause)' has no range", allowed: ["in 0.3 .. 0.4"])
      }
      return .within(low...high)
    }
    if sign == "=", words.count == 1 { return .equals(words[0]) }
    guard words.count == 1, let limit = Double(words[0]) else {
      throw SettingError(
        problem: "'\(clause)' compares with no number", allowed: ["loss < 0.1"])
    }
    switch sign {
    case "<": return .below(limit)
    case ">": return .above(limit)
    case "<=": return .atMost(limit)
    case ">=": return .atLeast(limit)
    default:
      throw SettingError(
        problem: "'\(sign)' compares nothing", allowed: ["<", ">", "<=", ">=", "=", "in"])
    }
  }
}
