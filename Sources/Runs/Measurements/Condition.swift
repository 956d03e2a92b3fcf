/// Something that a run can be: `loss < 0.1 and steps = 40`.
///
/// Comparisons of a measurement or a setting with a number, a range (`loss in 0.3 .. 0.4`) or a
/// word, joined by `and`; the single words `diverged` and `survived`; or alone `otherwise`, which
/// always holds. A number behind a measurement, `loss.2`, is a run: 1 the page's own, from 2 on its
/// contestants in their order.
public struct Condition: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    case measurement(Measurement, run: Int)
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
    case diverged(run: Int)
    case survived(run: Int)
  }

  let parts: [Part]
  /// The condition as written.
  public let text: String

  /// What in it has another name now, each with a hint.
  public let hints: [String]

  /// Whether it holds whatever a run is.
  public var isOtherwise: Bool { parts.isEmpty }

  /// Whether `snapshot` is so. A measurement that is not there, not finite, or of another update
  /// than the snapshot's is no such thing.
  public func holds(for snapshot: Snapshot) -> Bool {
    parts.allSatisfy { part in
      switch part {
      case .diverged(let run): snapshot.run(run)?.divergedAt != nil
      case .survived(let run): snapshot.run(run).map { $0.divergedAt == nil } ?? false
      case .comparison(.measurement(let measurement, let run), let test):
        Self.value(of: measurement, run, snapshot).map { Self.holds(test, $0) } ?? false
      case .comparison(.setting(let setting), let test):
        Self.holds(test, setting.value(in: snapshot.configuration))
      }
    }
  }

  /// The measurements that it is about.
  public var measurements: [Measurement] {
    parts.compactMap { part in
      guard case .comparison(.measurement(let measurement, _), _) = part else { return nil }
      return measurement
    }
  }

  /// The measurements of contestants that it is about.
  public var measurementsBeside: [Measurement] {
    parts.compactMap { part in
      guard case .comparison(.measurement(let measurement, let run), _) = part, run > 1 else {
        return nil
      }
      return measurement
    }
  }

  /// The highest number of a run in it.
  public var lastRun: Int {
    parts.map { part in
      switch part {
      case .diverged(let run), .survived(let run), .comparison(.measurement(_, let run), _): run
      case .comparison(.setting, _): 1
      }
    }.max() ?? 1
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
    parts.allSatisfy { part in
      guard case .comparison(.measurement(let measurement, let number), _) = part,
        let run = snapshot.run(number), measurement.applies(to: run.configuration),
        run.divergedAt == nil
      else { return true }
      return measurement.value(run)?.update == snapshot.update
    }
  }

  /// What it is about, in words as it is now; what is asked of a contestant with what that differs
  /// in.
  public func measured(_ snapshot: Snapshot) -> String {
    Self.measured([self], snapshot)
  }

  /// What several conditions are about, each thing once.
  public static func measured(_ conditions: [Condition], _ snapshot: Snapshot) -> String {
    let texts: [String] = conditions.flatMap(\.parts).compactMap { part in
      switch part {
      case .diverged(let run), .survived(let run):
        return snapshot.name(of: run)
          + (snapshot.run(run)?.divergedAt.map { "diverged at update \($0)" } ?? "did not diverge")
      case .comparison(.measurement(let measurement, let number), _):
        let words = snapshot.run(number).flatMap { measurement.words($0) }
        return snapshot.name(of: number) + (words ?? "no \(measurement.name)")
      case .comparison(.setting, _): return nil
      }
    }
    var seen: [String] = []
    for text in texts where !seen.contains(text) { seen.append(text) }
    return seen.joined(separator: ", ")
  }

  /// The numbers that it is about, each with the name of what was measured.
  public func values(_ snapshot: Snapshot) -> [(name: String, number: Double)] {
    var values: [(name: String, number: Double)] = []
    for case .comparison(.measurement(let measurement, let run), _) in parts {
      let name = measurement.name + (run > 1 ? ".\(run)" : "")
      guard !values.contains(where: { $0.name == name }),
        let number = Self.value(of: measurement, run, snapshot)
      else { continue }
      values.append((name, number))
    }
    return values
  }

  /// The losses that it names, for a chart.
  public var losses: [Double] {
    parts.flatMap { part -> [Double] in
      guard case .comparison(.measurement(let measurement, _), let test) = part,
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

  /// A measurement of the weights as they are.
  private static func value(
    of measurement: Measurement, _ run: Int, _ snapshot: Snapshot
  ) -> Double? {
    guard let value = snapshot.run(run).flatMap({ measurement.value($0) }),
      value.update == snapshot.update
    else { return nil }
    return value.number
  }

  private static func holds(_ test: Test, _ value: String) -> Bool {
    if case .equals(let word) = test { return value == word }
    return Double(value).map { holds(test, $0) } ?? false
  }

  static func holds(_ test: Test, _ value: Double) -> Bool {
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

extension Snapshot {
  /// What run `number` shows: 1 is the watched one, from 2 on its contestants; nil where there are
  /// not so many.
  fileprivate func run(_ number: Int) -> Snapshot? {
    if number == 1 { return self }
    return contestants.indices.contains(number - 2) ? contestants[number - 2].snapshot : nil
  }

  /// `forget-bias 2: ` in front of what is said of a run that has contestants.
  fileprivate func name(of number: Int) -> String {
    guard !contestants.isEmpty else { return "" }
    let own =
      number == 1
      ? words : contestants.indices.contains(number - 2) ? contestants[number - 2].words : ""
    return own.isEmpty ? "" : "\(own): "
  }
}
