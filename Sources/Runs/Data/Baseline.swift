import Problems

/// A loss with a name, as a problem knows it. The lab knows runs, and not the problems below them.
public typealias Baseline = Problems.Baseline
