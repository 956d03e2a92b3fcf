import Charts
import Runs
import Screen

/// What a run without a terminal ends with: its panels, drawn as text, and its final numbers.
public enum Report {
  private static let width = 100
  private static let height = 16

  /// The panels of `experiment`'s page one below the other, then one line a number.
  public static func text(
    _ snapshot: Snapshot, panels: [Panel], _ capabilities: Capabilities
  ) -> String {
    var parts = panels.map { panel in
      var grid = Grid(width: width, height: height)
      let frame = Rectangle(x: 0, y: 0, width: width, height: height)
      panel.chart(snapshot).draw(on: &grid, in: frame, capabilities)
      return (capabilities.glyphs == .ascii ? grid.asciiOnly() : grid).text()
    }
    parts.append(numbers(snapshot))
    return parts.joined(separator: "\n")
  }

  private static func numbers(_ snapshot: Snapshot) -> String {
    var rows: [(String, String)] = [("updates", String(snapshot.update))]
    if case .diverged(let event) = snapshot.phase { rows.append(("diverged", event)) }
    if let loss = snapshot.loss { rows.append(("loss", exact(loss))) }
    if let loss = snapshot.recentLoss {
      let baseline = snapshot.baseline.isEmpty ? "" : "  \(snapshot.baseline)"
      rows.append(("loss, mean of last 25", exact(loss) + baseline))
    }
    for measurement in Measurement.all where measurement.outlets.contains(.report) {
      guard let value = measurement.value(snapshot) else { continue }
      rows.append(
        (
          measurement.spokenName,
          exact(Float(value.number)) + measurement.remark(value, snapshot)
        ))
    }
    for (order, bits) in (snapshot.text?.counting.bits ?? []).enumerated() {
      rows.append(("n-gram order \(order)", exact(bits)))
    }
    let widest = rows.map { columns(of: $0.0) }.max() ?? 0
    return rows.map { pad($0.0, widest) + "  " + $0.1 + "\n" }.joined()
  }

  /// Every digit of a number; `NaN` and `inf` as such.
  private static func exact(_ value: Float) -> String {
    value.isFinite ? "\(value)" : Measurement.text(Double(value))
  }
}
