import Problems

/// Which named baseline a loss sits on.
package enum ReachedBaseline {
  /// A baseline's name for a loss within 4 % of the highest baseline of it; `solved` below half the
  /// lowest baseline above zero and a tenth of the highest; otherwise empty.
  package static func name(of loss: Float, among baselines: [Baseline]) -> String {
    guard loss.isFinite else { return "" }
    let positive = baselines.filter { $0.value > 0 }
    let top = positive.map(\.value).max() ?? 0
    for baseline in positive where abs(loss - baseline.value) < 0.04 * top { return baseline.name }
    if baselines.contains(where: { $0.value == 0 }), let lowest = positive.map(\.value).min(),
      loss < min(lowest / 2, top / 10)
    {
      return "solved"
    }
    return ""
  }
}
