import Foundation

/// A number that a run is measured by: one row that conditions, claims, JSON, reports, the status
/// line and README read. A new one is one row in a file of its family and one line in `all`.
public struct Measurement: Sendable {
  /// A number, and the update of whose weights it is.
  public struct Value: Sendable, Equatable {
    /// What was measured, in the unit that `about` tells.
    public let number: Double
    /// Updates that had been done.
    public let update: Int

    init?(_ number: Float?, at update: Int) {
      guard let number else { return nil }
      (self.number, self.update) = (Double(number), update)
    }

    init(_ number: Int, at update: Int) { (self.number, self.update) = (Double(number), update) }
  }

  /// Where it is told without being asked for.
  public enum Outlet: Sendable, CaseIterable {
    /// In every line of JSON in whose update it was measured, and in the summary.
    case lines
    /// In the summary of JSON only.
    case summary
    /// In the report of a run without a terminal.
    case report
    /// In the status line, in place of the baseline that the loss is on.
    case status
  }

  /// How it is told.
  struct Telling: Sendable {
    /// The name in JSON; nil for the name without hyphens, `exactMatch`.
    var key: String?
    /// Where it is told.
    var outlets: Set<Outlet> = []
    /// A value in words of its own: `57 of 57 spam found`; nil where name and number say it.
    var words: (@Sendable (Double, Snapshot) -> String)?
  }

  /// The name in conditions.
  public let name: String
  /// What it is, for README and errors.
  public let about: String
  /// What must be observed for it; nil where every run has it.
  public let needs: ObservationKind?
  /// Whether runs of a configuration have it, if they give the observation.
  let isGiven: @Sendable (Configuration) -> Bool
  /// The number now; nil before it is measured.
  public let value: @Sendable (Snapshot) -> Value?
  private let told: Telling

  init(
    _ name: String, about: String, needs: ObservationKind? = nil,
    given isGiven: @escaping @Sendable (Configuration) -> Bool = { _ in true },
    told: Telling = Telling(), value: @escaping @Sendable (Snapshot) -> Value?
  ) {
    (self.name, self.about, self.needs) = (name, about, needs)
    (self.isGiven, self.told, self.value) = (isGiven, told, value)
  }

  /// Every measurement that has a name of its own; those of clamped gates are named by the gate.
  public static let all: [Measurement] = [
    .loss, .update, .heldOutBits, .lowestHeldOutUpdate, .realWords, .countedRealWords,
    .closersRight, .exactMatch, .teacherForcedAccuracy, .accuracy, .recall,
    .closedLoopError, .theta, .gradientNorm, .gradientRatio, .gateProduct, .keepGate,
    .spectralRadius, .perturbedLoss, .unitAblationLoss,
  ]

  /// The measurement called `name`, also of a gate: `f-clamped-0`.
  public static func named(_ name: String) -> Measurement? {
    all.first { $0.name == name } ?? gateAblation(name)
  }

  /// Whether runs of `configuration` are measured by it.
  public func applies(to configuration: Configuration) -> Bool {
    needs?.isGiven(by: configuration) != false && isGiven(configuration)
  }

  /// Where it is told without being asked for.
  public var outlets: Set<Outlet> { told.outlets }

  /// The name in JSON.
  public var key: String {
    let parts = name.split(separator: "-")
    return told.key
      ?? parts.prefix(1).joined()
      + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
  }

  /// The name as words: `exact match`, `held-out bits`.
  public var spokenName: String {
    name.split(separator: "held-out", omittingEmptySubsequences: false)
      .map { $0.replacing("-", with: " ") }.joined(separator: "held-out")
  }

  /// A value in words, with its update where that is not the snapshot's.
  public func words(_ value: Value, _ snapshot: Snapshot) -> String {
    let words = told.words?(value.number, snapshot) ?? "\(spokenName) \(Self.text(value.number))"
    return words + Self.date(value, snapshot)
  }

  /// What a report says behind all the digits of a value: its own words, and its date.
  public func remark(_ value: Value, _ snapshot: Snapshot) -> String {
    (told.words.map { "  " + $0(value.number, snapshot) } ?? "") + Self.date(value, snapshot)
  }

  private static func date(_ value: Value, _ snapshot: Snapshot) -> String {
    value.update == snapshot.update ? "" : " at update \(value.update)"
  }

  /// The value in words; nil before it is measured.
  public func words(_ snapshot: Snapshot) -> String? {
    value(snapshot).map { words($0, snapshot) }
  }

  /// A number as people read it: whole, or three digits; `NaN`, `inf`.
  public static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf" }
    guard value != value.rounded() || abs(value) >= 1e7 else { return String(Int(value)) }
    return String(format: "%.3g", value)
  }
}

extension Measurement: Equatable {
  /// Two rows are equal if they have one name.
  public static func == (a: Measurement, b: Measurement) -> Bool { a.name == b.name }
}
