import Problems

extension Snapshot {
  /// The named baseline that the loss sits on: within 4 % of the highest baseline of it, and no
  /// longer moving, for a curve that passes through a baseline is not on it. `solved` below half
  /// the lowest baseline above zero and a tenth of the highest; where exact matches are measured,
  /// they must nearly all be right. Otherwise empty.
  public var baseline: String {
    guard let loss = recentLoss, loss.isFinite else { return "" }
    let positive = baselines.filter { $0.value > 0 }
    let top = positive.map(\.value).max() ?? 0
    if let on = positive.first(where: { abs(loss - $0.value) < 0.04 * top }) {
      return isFlat(within: 0.02 * top) ? on.name : ""
    }
    let exact = Measurement.exactMatch
    guard baselines.contains(where: { $0.value == 0 }), let lowest = positive.map(\.value).min(),
      loss < min(lowest / 2, top / 10),
      !exact.applies(to: configuration) || exact.value(self)?.number ?? 0 >= 0.95
    else { return "" }
    return "solved"
  }

  /// Whether the loss is what it was a moment ago, or nobody knows yet what it was.
  private func isFlat(within tolerance: Float) -> Bool {
    guard let recentLoss, let earlierLoss else { return true }
    return abs(recentLoss - earlierLoss) < tolerance
  }
}
