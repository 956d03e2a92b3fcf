import Glibc

/// Chooses the range and the ticks of an axis, so that every tick lies exactly on the middle of a
/// row or column.
///
/// Source: J. Talbot, S. Lin, P. Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning
/// Tick Labels on Axes" (2010): candidates step = j * q * 10^z, scored by simplicity, coverage and
/// density. We depart from it in two ways. The range is ours to choose, so a candidate also has a
/// whole number of cells between ticks, which makes every tick exact. And legibility has no score:
/// candidates whose labels would touch are dropped.
struct TickSearch {
  /// The lower end of the range that must be visible.
  var low: Double
  /// The upper end, above `low`.
  var high: Double
  /// Rows or columns of the plot.
  var cells: Int
  /// The preferred number of cells from tick to tick.
  var spacing: Double
  /// The fewest ticks that make an axis; in less than four cells, half as many as there are.
  var fewest = 2
  /// Ticks are multiples of it; 0 allows all.
  var unit: Double = 0
  /// Whether values are powers of ten, among which 0 is like any other.
  var isLogarithmic = false
  /// How many cells a label at the value needs along the axis.
  var extent: (_ value: Double, _ step: Double) -> Int = { _, _ in 1 }

  /// An axis: cell `c` has the value `(first + c) * step / stride`, and there is a tick where
  /// `first + c` is a multiple of `stride`.
  struct Candidate: Equatable {
    /// The value from tick to tick.
    var step: Double
    /// The cells from tick to tick.
    var stride: Int
    /// The value of cell 0, in cells from zero.
    var first: Int

    /// The value per cell.
    var perCell: Double { step / Double(stride) }
    /// The value at the middle of cell 0.
    var origin: Double { Double(first) * perCell }
    /// The cells of the ticks, with each value as a multiple of the step.
    func ticks(cells: Int) -> [(cell: Int, value: Double)] {
      Swift.stride(from: firstTick, to: cells, by: stride).map {
        ($0, Double((first + $0) / stride) * step)
      }
    }
    /// The cell of the first tick.
    fileprivate var firstTick: Int { (stride - first % stride) % stride }
  }

  private static let steps: [Double] = [1, 5, 2, 2.5, 4, 3]

  /// The best candidate; nil if there is no cell or no range.
  func best() -> Candidate? {
    guard cells > 0, low.isFinite, high.isFinite, high > low else { return nil }
    let largest = max(1, min(cells, Int(spacing * 2.5)))
    // What the preferred stride reaches spares looking at most of the others.
    let preferred = min(max(1, Int(spacing)), largest)
    let floor = search(preferred...preferred, above: -.infinity)?.score ?? -.infinity
    return search(1...largest, above: floor)?.candidate
  }

  /// The best candidate of these strides, skipping steps that cannot reach `floor`.
  private func search(
    _ strides: ClosedRange<Int>, above floor: Double
  ) -> (score: Double, candidate: Candidate)? {
    var best: (score: Double, candidate: Candidate)?
    for skip in 1...2 {
      for (index, multiple) in Self.steps.enumerated() {
        let simplest = 2 - Double(index) / Double(Self.steps.count - 1) - Double(skip)
        for stride in strides {
          // The best that any candidate of this step and stride can reach.
          let bound = 0.3 * (simplest + 1) + 0.25 + 0.35 * bestDensity(stride) + 0.1
          guard bound > max(floor - 1e-6, best?.score ?? -.infinity) else { continue }
          forEachCandidate(multiple * Double(skip), stride) { candidate in
            let score = score(candidate, simplest)
            // Labels are compared last, because they cost most.
            if score > (best?.score ?? -.infinity) + 1e-9, hasRoom(candidate) {
              best = (score, candidate)
            }
          }
        }
      }
    }
    return best
  }

  /// The alignments of the smallest step that covers the range.
  private func forEachCandidate(
    _ multiple: Double, _ stride: Int, _ body: (Candidate) -> Void
  ) {
    let exponent = (log10((high - low) * Double(stride) / (Double(cells) * multiple))).rounded(.up)
    for power in [exponent, exponent + 1, exponent + 2] {
      let step = multiple * decimalPower(Int(power))
      if unit > 0, step < unit || (step / unit).rounded() * unit != step { continue }
      let perCell = step / Double(stride)
      let latest = (low / perCell + 0.5).rounded(.down)
      let earliest = (high / perCell + 0.5 - Double(cells)).rounded(.up)
      guard perCell > 0, abs(earliest) < 1e15, abs(latest) < 1e15, earliest <= latest else {
        continue
      }
      let jump = max(1, (latest - earliest) / 8)
      var first = earliest
      while first <= latest {
        body(Candidate(step: step, stride: stride, first: Int(first)))
        first += jump
      }
      // Also the alignment that puts a tick on the very first cell.
      let aligned = (latest / Double(stride)).rounded(.down) * Double(stride)
      if aligned >= earliest {
        body(Candidate(step: step, stride: stride, first: Int(aligned)))
      }
      return
    }
  }

  private func hasRoom(_ candidate: Candidate) -> Bool {
    Swift.stride(from: candidate.firstTick, to: cells, by: candidate.stride).allSatisfy {
      let value = Double((candidate.first + $0) / candidate.stride) * candidate.step
      return extent(value, candidate.step) <= candidate.stride
    }
  }

  /// The density's score of the better of the two counts of ticks that a stride allows.
  private func bestDensity(_ stride: Int) -> Double {
    let counts = [Double(cells / stride), Double((cells + stride - 1) / stride)]
    return (counts + [Double(cells) / Double(stride)]).map(density).max() ?? 0
  }

  private func density(count: Double) -> Double {
    let ratio = max(1, count) / max(1, Double(cells) / spacing)
    return 2 - max(ratio, 1 / ratio)
  }

  private func score(_ candidate: Candidate, _ simplest: Double) -> Double {
    let count = max(0, (cells - candidate.firstTick + candidate.stride - 1) / candidate.stride)
    guard count >= min(fewest, cells / 2) else { return -.infinity }
    let hasZero = candidate.first <= 0 && candidate.first + cells > 0
    let simplicity = simplest + (hasZero ? 1 : 0)
    let span = high - low
    let below = (low - candidate.origin) / span
    let above = (candidate.origin + Double(cells - 1) * candidate.perCell - high) / span
    let coverage = 1 - 0.5 * (below * below + above * above) / 0.04
    // What begins at zero is shown on it. A range on both sides of zero is shown as it lies around
    // it: neither where the axis begins nor one tick more moves it.
    let isAround = !isLogarithmic && low < 0 && high > 0
    let ticks = isAround ? Double(cells) / Double(candidate.stride) : Double(count)
    let standsOnZero = !isLogarithmic && low == 0 && candidate.first == 0
    let startsAtTick = candidate.firstTick == 0 && !isAround
    return 0.3 * simplicity + 0.25 * coverage + 0.35 * density(count: ticks)
      + (standsOnZero ? 0.1 : startsAtTick ? 0.05 : 0)
  }
}

/// Ten to a whole power, the same digits as a decimal literal for the powers that floats have.
func decimalPower(_ exponent: Int) -> Double {
  pow(10, Double(exponent))
}
