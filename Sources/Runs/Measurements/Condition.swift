import Foundation
import Problems

/// Something that a run can be: `loss < 0.1 and steps = 40`.
///
/// Comparisons of a measurement or a setting with a number, a range (`loss in 0.3 .. 0.4`) or a
/// word, joined by `and`; or the single words `diverged` and `survived`.
public struct Condition: Sendable, Equatable {
  /// What a run is measured by.
  public enum Measure: String, Sendable, CaseIterable {
    /// The mean loss of the last 25 updates.
    case loss
    /// Updates done.
    case update
    /// |dL/dh_1| / |dL/dh_T|.
    case ratio
    /// The share of a state that the forget gates leave from the first step to the last.
    case kept
    /// The mean of the gate that keeps, over steps, sequences and units.
    case forget
    /// The loss without the unit that is missed most.
    case withoutUnit = "worst-unit"
    /// The largest absolute eigenvalue of the recurrent matrix.
    case radius
    /// The norm of the last gradient, before clipping.
    case norm
    /// Held-out bits per character.
    case bits
    /// The share of held-out targets that are said right as a whole.
    case exact
    /// The share of symbols that are right when the right ones are fed.
    case forced
    /// The share of held-out messages that are sorted right.
    case accuracy
    /// The share of the rarest kind of message that is found.
    case found
    /// The squared error of a model that is fed its own predictions.
    case free
    /// The loss of the examples at hand, after a weight was moved.
    case probe
    /// The number on the noisy slope.
    case theta
  }

  enum Subject: Sendable, Equatable {
    case measure(Measure)
    /// The loss with a gate held open or shut: `f-shut`.
    case gate(String, isOpen: Bool)
    case setting(String)

    /// What measures it, if it is no setting.
    func value(_ snapshot: Snapshot) -> Double? {
      switch self {
      case .measure(let measure): Condition.value(of: measure, snapshot)
      case .gate(let gate, let isOpen):
        (snapshot.ablation?.loss(gate: gate, isOpen: isOpen)).map(Double.init)
      case .setting: nil
      }
    }

    /// As it is written.
    var name: String {
      switch self {
      case .measure(let measure): measure.rawValue
      case .gate(let gate, let isOpen): "\(gate)-\(isOpen ? "open" : "shut")"
      case .setting(let name): name
      }
    }
  }

  enum Test: Sendable, Equatable {
    case below(Double)
    case above(Double)
    case atMost(Double)
    case atLeast(Double)
    case within(ClosedRange<Double>)
    case equals(String)
  }

  enum Part: Sendable, Equatable {
    case comparison(Subject, Test)
    case diverged, survived
  }

  let parts: [Part]
  /// The condition as written.
  public let text: String

  /// Whether `snapshot` is so. A measurement that is not there, or not finite, is no such thing.
  public func holds(for snapshot: Snapshot) -> Bool {
    parts.allSatisfy { part in
      switch part {
      case .diverged: snapshot.divergedAt != nil
      case .survived: snapshot.divergedAt == nil
      case .comparison(let subject, let test): Self.holds(subject, test, snapshot)
      }
    }
  }

  /// The measurements that it speaks of, with their values now.
  public func measured(_ snapshot: Snapshot) -> String {
    let texts: [String] = parts.compactMap { part in
      guard case .comparison(let subject, _) = part else {
        return snapshot.divergedAt.map { "NaN at update \($0)" } ?? "no NaN"
      }
      if case .setting = subject { return nil }
      guard let value = subject.value(snapshot) else { return "no \(subject.name)" }
      return "\(subject.name) \(Self.text(value))"
    }
    var seen: [String] = []
    for text in texts where !seen.contains(text) { seen.append(text) }
    return seen.joined(separator: ", ")
  }

  /// The losses that it names, for a chart.
  public var losses: [Double] {
    parts.flatMap { part -> [Double] in
      guard case .comparison(.measure(.loss), let test) = part else { return [] }
      switch test {
      case .below(let limit), .above(let limit), .atMost(let limit), .atLeast(let limit):
        return [limit]
      case .within(let range): return [range.lowerBound, range.upperBound]
      case .equals: return []
      }
    }
  }

  private static func holds(_ subject: Subject, _ test: Test, _ snapshot: Snapshot) -> Bool {
    switch subject {
    case .setting(let name):
      guard let setting = try? Setting.named(name) else { return false }
      let value = setting.value(in: snapshot.configuration)
      if case .equals(let word) = test { return value == word }
      return Double(value).map { holds(test, $0) } ?? false
    case .measure, .gate: return subject.value(snapshot).map { holds(test, $0) } ?? false
    }
  }

  private static func holds(_ test: Test, _ value: Double) -> Bool {
    guard value.isFinite else { return false }
    switch test {
    case .below(let limit): return value < limit
    case .above(let limit): return value > limit
    case .atMost(let limit): return value <= limit
    case .atLeast(let limit): return value >= limit
    case .within(let range): return range.contains(value)
    case .equals(let word): return Double(word) == value
    }
  }

  package static func value(of measure: Measure, _ snapshot: Snapshot) -> Double? {
    switch measure {
    case .loss: snapshot.recentLoss.map(Double.init)
    case .update: Double(snapshot.update)
    case .ratio: snapshot.ruler?.ratio.map(Double.init)
    case .kept:
      snapshot.ruler?.spectralRadius == nil
        ? snapshot.ruler?.predictedRatio.map(Double.init) : nil
    case .forget: snapshot.ruler?.gateMean.map(Double.init)
    case .withoutUnit: (snapshot.ablation?.worstUnit).map(Double.init)
    case .radius: snapshot.ruler?.spectralRadius.map(Double.init)
    case .norm: snapshot.gradientNorm.map(Double.init)
    case .bits: snapshot.text?.heldOutBits.map(Double.init)
    case .exact: snapshot.translation?.exact.map(Double.init)
    case .forced: snapshot.translation?.forcedRight.map(Double.init)
    case .accuracy: snapshot.classification?.accuracy.map(Double.init)
    case .found: snapshot.classification?.found.map(Double.init)
    case .free: snapshot.forecast?.freeError.map(Double.init)
    case .probe: snapshot.probedLoss.map(Double.init)
    case .theta: (snapshot.slope?.theta).map(Double.init)
    }
  }

  package static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e7
      ? String(Int(value)) : String(format: "%.3g", value)
  }
}

extension Condition {
  /// Reads a condition; throws what is wrong and what could stand there.
  public init(_ text: String) throws(SettingError) {
    var parts: [Part] = []
    for clause in text.components(separatedBy: " and ") {
      parts.append(try Self.part(clause.trimmingCharacters(in: .whitespaces)))
    }
    self.parts = parts
    self.text = text
  }

  private static func part(_ clause: String) throws(SettingError) -> Part {
    if clause == "diverged" { return .diverged }
    if clause == "survived" { return .survived }
    let words = clause.split(separator: " ").map(String.init)
    guard words.count >= 3 else {
      throw SettingError(
        problem: "'\(clause)' is no condition",
        allowed: ["loss < 0.1", "ratio > 100", "loss in 0.3 .. 0.4", "cell = lstm", "diverged"])
    }
    let subject: Subject
    if let measure = Measure(rawValue: words[0]) {
      subject = .measure(measure)
    } else if let gate = gate(words[0]) {
      subject = gate
    } else if (try? Setting.named(words[0])) != nil {
      subject = .setting(words[0])
    } else {
      throw SettingError(
        problem: "nothing called '\(words[0])' is measured or set",
        allowed: Measure.allCases.map(\.rawValue) + Setting.catalogue.map(\.name))
    }
    return .comparison(subject, try test(words[1], Array(words[2...]), clause))
  }

  /// `f-shut`, `o-open`.
  private static func gate(_ word: String) -> Subject? {
    let parts = word.split(separator: "-")
    guard parts.count == 2, parts[0].count == 1, ["open", "shut"].contains(parts[1]) else {
      return nil
    }
    return .gate(String(parts[0]), isOpen: parts[1] == "open")
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
