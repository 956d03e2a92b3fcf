import Charts
import Runs
import Screen

/// The same run from five seeds: a small curve each, where it ended, and how many ended alike.
struct SeedsView {
  let snapshot: Snapshot
  let capabilities: Capabilities

  /// A row for every seed, and the verdict below.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let seeds = snapshot.seeds
    let box = Box(
      size: Size(width: 76, height: 2 * max(5, seeds.count) + 6), in: whole,
      title: "the same run from five seeds", note: "any key goes back")
    let inside = box.draw(on: &grid)
    let highest = seeds.flatMap { $0.losses.points.map(\.y) }.max() ?? 1
    let x = inside.maxX - 28
    // What a text costs is told in bits everywhere.
    let unit: Float = snapshot.text == nil ? 1 : bitsPerNat
    grid.put(padLeft("update", 6), x: x, y: inside.y, style: .dim, within: inside)
    grid.put(
      padLeft(snapshot.text == nil ? "loss" : "bits", 7), x: x + 7, y: inside.y, style: .dim,
      within: inside)
    for (index, seed) in seeds.enumerated() {
      let y = inside.y + 1 + 2 * index
      grid.put("seed \(seed.seed)", x: inside.x, y: y, style: .strong, within: inside)
      let columns = max(1, inside.width - 38)
      Sparkline(
        values: Self.course(of: seed, columns: columns, updates: snapshot.configuration.updates),
        range: 0...max(highest, .leastNormalMagnitude)
      ).draw(
        on: &grid, in: Rectangle(x: inside.x + 8, y: y, width: columns, height: 1), capabilities)
      let loss = seed.recentLoss.map { SmallNumber.padded($0 * unit, width: 7) } ?? ""
      grid.put(padLeft("\(seed.update)", 6), x: x, y: y, style: .dim, within: inside)
      grid.put(loss, x: x + 7, y: y, style: seed.isOver ? .strong : .plain, within: inside)
      grid.put(seed.baseline, x: x + 16, y: y, style: .baseline, within: inside)
    }
    let text = verdict(seeds)
    grid.put(text, x: inside.x, y: inside.maxY - 1, style: .accent, within: inside)
  }

  /// Where each seed ended: `solved 4 of 5, chance 1 of 5`.
  private func verdict(_ seeds: [RunProgress]) -> String {
    guard !seeds.isEmpty else { return "starting" }
    guard seeds.allSatisfy(\.isOver) else {
      return "\(seeds.filter(\.isOver).count) of \(seeds.count) done"
    }
    let baselines = Dictionary(grouping: seeds) {
      $0.baseline.isEmpty ? "on no baseline" : $0.baseline
    }
    return baselines.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { "\($0.key) \($0.value.count) of \(seeds.count)" }.joined(separator: ", ")
  }

  /// The largest loss of each stretch of the planned updates, as far as the run has come.
  private static func course(of seed: RunProgress, columns: Int, updates: Int) -> [Float] {
    var values = [Float](repeating: .nan, count: columns)
    for point in seed.losses.points {
      let column = min(columns - 1, Int(point.x) * columns / max(1, updates))
      values[column] = values[column].isNaN ? point.y : max(values[column], point.y)
    }
    return Array(values.prefix { !$0.isNaN })
  }
}
