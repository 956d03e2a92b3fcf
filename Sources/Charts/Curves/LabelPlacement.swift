/// Gives the labels at the right end of a chart a row each: as near as possible to the values they
/// name, in the order of these values, no two on one row.
enum LabelPlacement {
  /// What wants a row.
  struct Request {
    /// The height of its value in rows from the top, not rounded.
    var position: Double
    /// How many rows it may lie away from its value.
    var reach: Int
    /// How unwilling it is to move.
    var weight: Double
  }

  /// The row of each request; nil for those that had to be dropped. Requests are tried in their
  /// order, so earlier ones win: one is dropped that leaves no row for another, or that would push
  /// the others too far from what they name.
  static func rows(for requests: [Request], height: Int) -> [Int?] {
    var rows = [Int?](repeating: nil, count: requests.count)
    var kept: [Int] = []
    var cost = 0.0
    for index in requests.indices.prefix(64) {
      // Equal heights keep the order in which they were asked for.
      let trial = (kept + [index]).sorted {
        (requests[$0].position, $0) < (requests[$1].position, $1)
      }
      guard let placed = best(trial.map { requests[$0] }, height: height),
        placed.cost - cost <= 2.5
      else { continue }
      kept.append(index)
      cost = placed.cost
      for (request, row) in zip(trial, placed.rows) { rows[request] = row }
    }
    return rows
  }

  /// The cheapest rows for requests that are sorted from top to bottom; nil if they do not fit.
  private static func best(_ requests: [Request], height: Int) -> (rows: [Int], cost: Double)? {
    // The cheapest way for each row that the request before may have taken.
    var ways: [(row: Int, cost: Double, rows: [Int])] = [(-1, 0, [])]
    for request in requests {
      guard request.position.isFinite, abs(request.position) < 1e6 else { return nil }
      let home = Int(request.position.rounded())
      var next: [(row: Int, cost: Double, rows: [Int])] = []
      let top = max(0, home - request.reach)
      let bottom = min(height - 1, home + request.reach)
      for row in stride(from: top, through: bottom, by: 1) {
        let before = ways.filter { $0.row < row }.min { $0.cost < $1.cost }
        guard let before else { continue }
        let moved = Double(row - home)
        let offset = abs(Double(row) - request.position)
        let cost = before.cost + request.weight * moved * moved + 0.001 * offset
        next.append((row, cost, before.rows + [row]))
      }
      ways = next
    }
    return ways.min { $0.cost < $1.cost }.map { ($0.rows, $0.cost) }
  }
}
