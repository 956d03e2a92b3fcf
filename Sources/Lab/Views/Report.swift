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
      let place = Rectangle(x: 0, y: 0, width: width, height: height)
      panel.chart(snapshot).draw(on: &grid, in: place, capabilities)
      return (capabilities.glyphs == .ascii ? grid.asciiOnly() : grid).text()
    }
    parts.append(numbers(snapshot))
    return parts.joined(separator: "\n")
  }

  private static func numbers(_ snapshot: Snapshot) -> String {
    var rows: [(String, String)] = [("updates", String(snapshot.update))]
    if case .diverged(let event) = snapshot.phase { rows.append(("diverged", event)) }
    if let loss = snapshot.loss { rows.append(("loss", "\(loss)")) }
    if let loss = snapshot.recentLoss {
      let level = ReachedBaseline.name(of: loss, among: snapshot.baselines)
      rows.append(("loss, mean of last 25", "\(loss)" + (level.isEmpty ? "" : "  \(level)")))
    }
    if let norm = snapshot.gradientNorm { rows.append(("gradient norm", "\(norm)")) }
    if let ruler = snapshot.ruler {
      if let ratio = ruler.ratio {
        rows.append(("|dL/d\(ruler.state)_1| / |dL/d\(ruler.state)_T|", "\(ratio)"))
      }
      if let radius = ruler.spectralRadius { rows.append(("spectral radius", "\(radius)")) }
    }
    if let text = snapshot.text {
      if let bits = text.heldOutBits { rows.append(("held-out bits per character", "\(bits)")) }
      for (order, bits) in text.orders.enumerated() {
        rows.append(("n-gram order \(order)", "\(bits)"))
      }
    }
    let widest = rows.map { columns(of: $0.0) }.max() ?? 0
    return rows.map { pad($0.0, widest) + "  " + $0.1 + "\n" }.joined()
  }
}
