/// Names that were changed, each with the one that it has now: files of people that have the old
/// ones are still read, with a hint.
///
/// A catalogue that renames an entry adds a row here; nothing else has to know.
public struct FormerNames: Sendable {
  let names: [String: String]
  /// Endings of names that are made up of a part and an ending.
  private let endings: [String: String]

  /// Old names with their new ones.
  public init(_ names: [String: String], endings: [String: String] = [:]) {
    (self.names, self.endings) = (names, endings)
  }

  /// Those of settings.
  public static let settings = FormerNames([:])

  /// Those of panels.
  public static let panels = FormerNames([
    "lesions": "ablations", "exact": "exact-match", "free": "closed-loop",
  ])

  /// Those of measurements.
  public static let measurements = FormerNames(
    [
      "ratio": "gradient-ratio", "kept": "gate-product", "forget": "keep-gate",
      "worst-unit": "unit-ablation-loss", "radius": "spectral-radius", "norm": "gradient-norm",
      "bits": "held-out-bits", "exact": "exact-match", "forced": "teacher-forced-accuracy",
      "found": "recall", "free": "closed-loop-error", "probe": "perturbed-loss",
    ], endings: ["-shut": "-clamped-0", "-open": "-clamped-1"])

  /// The name that `name` has now; the hint is nil where it was never changed.
  public func current(_ name: String) -> (name: String, hint: String?) {
    let ending = endings.first { name.hasSuffix($0.key) && name.count > $0.key.count }
    let made = ending.map { String(name.dropLast($0.key.count)) + $0.value }
    guard let now = names[name] ?? made else { return (name, nil) }
    return (now, "'\(name)' is now called '\(now)'")
  }
}
