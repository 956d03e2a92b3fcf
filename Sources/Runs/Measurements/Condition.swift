/// Something that a run can be: `loss < 0.1 and steps = 40`.
///
/// Comparisons of a measurement or a setting with a number, a range (`loss in 0.3 .. 0.4`) or a
/// word, joined by `and`; or the single words `diverged` and `survived`.
public struct Condition: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    case measurement(Measurement)
    case setting(Setting)
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

  /// What in it has another name now, each with a hint.
  public let hints: [String]

  /// Whether `snapshot` is so. A measurement that is not there, not finite, or of another update
  /// than the snapshot's is no such thing.
  public func holds(for snapshot: Snapshot) -> Bool {
    parts.allSatisfy { part in
      switch part {
      case .diverged: snapshot.divergedAt != nil
      case .survived: snapshot.divergedAt == nil
      case .comparison(let subject, let test): Self.holds(subject, test, snapshot)
      }
    }
  }

  /// The measurements that it is about.
  public var measurements: [Measurement] {
    parts.compactMap { part in
      guard case .comparison(.measurement(let measurement), _) = part else { return nil }
      return measurement
    }
  }

  /// The first measurement in it that no run of `configurations` has; nil where each is measured in
  /// one of them.
  public func complaint(in configurations: [Configuration]) -> SettingError? {
    guard let usual = configurations.first else { return nil }
    for measurement in measurements
    where !configurations.contains(where: { measurement.applies(to: $0) }) {
      let cell = usual.modelKind.settings.contains("cell") ? ", cell \(usual.cell)" : ""
      return SettingError(
        problem: "\(measurement.name) is not measured here (problem \(usual.problem), model "
          + "\(usual.modelKind.name)\(cell))",
        allowed: Measurement.all.filter { $0.applies(to: usual) }.map(\.name)
          + usual.gateAblationNames.filter {
            Measurement.gateAblation($0)?.applies(to: usual) == true
          })
    }
    return nil
  }

  /// Whether everything that it is about has been measured of the weights as they are.
  public func isMeasured(by snapshot: Snapshot) -> Bool {
    measurements.allSatisfy { measurement in
      !measurement.applies(to: snapshot.configuration)
        || measurement.value(snapshot)?.update == snapshot.update
    }
  }

  /// The measurements that it is about, in words as they are now.
  public func measured(_ snapshot: Snapshot) -> String {
    let texts: [String] = parts.compactMap { part in
      switch part {
      case .diverged, .survived:
        return snapshot.divergedAt.map { "diverged at update \($0)" } ?? "did not diverge"
      case .comparison(.measurement(let measurement), _):
        return measurement.words(snapshot) ?? "no \(measurement.name)"
      case .comparison(.setting, _): return nil
      }
    }
    var seen: [String] = []
    for text in texts where !seen.contains(text) { seen.append(text) }
    return seen.joined(separator: ", ")
  }

  /// The losses that it names, for a chart.
  public var losses: [Double] {
    parts.flatMap { part -> [Double] in
      guard case .comparison(.measurement(let measurement), let test) = part,
        measurement.name == Measurement.loss.name
      else { return [] }
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
    case .setting(let setting):
      let value = setting.value(in: snapshot.configuration)
      if case .equals(let word) = test { return value == word }
      return Double(value).map { holds(test, $0) } ?? false
    case .measurement(let measurement):
      guard let value = measurement.value(snapshot), value.update == snapshot.update else {
        return false
      }
      return holds(test, value.number)
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
}
