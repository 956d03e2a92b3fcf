/// What was measured over several seeds, as a page says it: `loss 0.0012 .. 0.0034`.
package struct MeasuredRange {
  private let results: [Trial.Result]
  private let isReached: Bool

  /// The range over the runs of a claim; of one that is reached, of the updates at which it was.
  package init(_ results: [Trial.Result], isReached: Bool) {
    (self.results, self.isReached) = (results, isReached)
  }

  /// The smallest and the largest of every number, in the order in which they are spoken of; a run
  /// that has no number is counted.
  package var text: String {
    if isReached {
      let updates = results.filter { $0.holding.first == true }.map { Double($0.update) }
      let missed = results.count - updates.count
      let range = Self.text("update", updates)
      return [range, missed > 0 ? "not reached by \(missed)" : nil].compactMap(\.self)
        .joined(separator: ", ")
    }
    var names: [String] = []
    for name in results.flatMap(\.values).map(\.name) where !names.contains(name) {
      names.append(name)
    }
    guard !names.isEmpty else {
      return Self.counted(results.map(\.measured))
    }
    return names.compactMap { name in
      let numbers = results.flatMap(\.values).filter { $0.name == name }.map(\.number)
      let without = results.count - numbers.count
      return Self.text(name.replacing("-", with: " "), numbers).map {
        $0 + (without > 0 ? " (none in \(without))" : "")
      }
    }.joined(separator: ", ")
  }

  private static func text(_ name: String, _ numbers: [Double]) -> String? {
    let finite = numbers.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    let (first, last) = (Measurement.text(low), Measurement.text(high))
    return "\(name) " + (first == last ? first : "\(first) .. \(last)")
  }

  /// Words that are the same in several runs, once.
  private static func counted(_ words: [String]) -> String {
    var seen: [String] = []
    for word in words where !seen.contains(word) { seen.append(word) }
    return seen.joined(separator: "; ")
  }
}
