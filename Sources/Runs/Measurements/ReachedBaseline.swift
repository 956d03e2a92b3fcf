import Problems

/// Which named level a loss sits on.
package enum ReachedBaseline {
  /// A level's name for a loss within 4 % of the highest level of it; `solved` below half the
  /// lowest level above zero and a tenth of the highest; otherwise empty.
  package static func name(of loss: Float, among baselines: [Baseline]) -> String {
    guard loss.isFinite else { return "" }
    let positive = baselines.filter { $0.value > 0 }
    let top = positive.map(\.value).max() ?? 0
    for level in positive where abs(loss - level.value) < 0.04 * top { return level.name }
    if baselines.contains(where: { $0.value == 0 }), let lowest = positive.map(\.value).min(),
      loss < min(lowest / 2, top / 10)
    {
      return "solved"
    }
    return ""
  }
}
