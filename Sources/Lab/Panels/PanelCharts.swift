import Charts
import Runs
import Screen

// The charts of runs: curves against updates.

/// The loss in its own unit, its baselines dotted across.
func lossChart(
  _ snapshot: Snapshot, _ view: PanelView = PanelView(), isLogarithmic: Bool = false
) -> LineChart {
  let fork = snapshot.fork
  let run = Series(
    name: fork?.now ?? snapshot.words, points: snapshot.losses.points, ink: .first,
    valueText: snapshot.recentLoss.map(SmallNumber.text))
  let left = fork.map {
    Series(
      name: $0.was, points: $0.losses.points, ink: .second, pattern: .dashed,
      valueText: $0.recentLoss.map(SmallNumber.text))
  }
  let inks: [Ink] = [.second, .third, .good, .warning]
  let others = snapshot.contestants.enumerated().map { index, other in
    Series(
      name: other.words, points: other.losses.points, ink: inks[index % inks.count],
      pattern: .dashed, valueText: other.recentLoss.map(SmallNumber.text))
  }
  let curves = UpdateCurves(
    title: isLogarithmic != view.flipsScale ? "loss, log scale" : "loss",
    status: "update \(snapshot.update)",
    series: [left].compactMap(\.self) + others + [run],
    baselines: (view.guess.map { [BaselineLine(value: Float($0), label: "your guess")] } ?? [])
      + snapshot.baselines.map {
        BaselineLine(
          value: $0.value, label: $0.formula.isEmpty ? $0.name : $0.formula + "  " + $0.name)
      }, isLogarithmic: isLogarithmic)
  return updateChart(curves, snapshot, view)
}

/// The gradient's norm over all parameters, before clipping.
func normChart(_ snapshot: Snapshot, _ view: PanelView = PanelView()) -> LineChart {
  let curves = UpdateCurves(
    title: "gradient norm",
    status: "before clipping, \(view.flipsScale ? "linear" : "log scale")",
    series: [
      Series(
        name: "", points: snapshot.gradientNorms.points, ink: .second,
        valueText: snapshot.gradientNorm.map { SmallNumber.text($0) })
    ],
    baselines: snapshot.configuration.clip.map {
      [BaselineLine(value: Float($0), label: "clip \(Setting.text($0))")]
    } ?? [], isLogarithmic: true)
  return updateChart(curves, snapshot, view)
}

/// 1 / ln 2.
let bitsPerNat: Float = 1.442_695

/// Training and held-out cost in bits per character.
func bitsChart(_ snapshot: Snapshot, _ view: PanelView = PanelView()) -> LineChart {
  let text = snapshot.text
  let curves = UpdateCurves(
    title: "bits per character", status: text.map { $0.source } ?? "",
    series: [
      Series(
        name: "train", points: snapshot.losses.points.map { [$0.x, $0.y * bitsPerNat] },
        ink: .second,
        valueText: snapshot.recentLoss.map { SmallNumber.text($0 * bitsPerNat) }),
      Series(
        name: "held out", points: text?.heldOut.points ?? [], ink: .first,
        valueText: text?.heldOutBits.map(SmallNumber.text)),
    ],
    baselines: (text?.counting.bits ?? []).enumerated().map { order, bits in
      BaselineLine(value: bits, label: "order \(order)  \(SmallNumber.text(bits))")
    })
  var chart = updateChart(curves, snapshot, view)
  if let lowest = text?.lowest, let last = text?.heldOut.points.last, lowest.x < last.x {
    chart.events.append(
      ChartEvent(
        x: lowest.x, text: "lowest held out \(SmallNumber.text(lowest.y))", ink: .first,
        mark: "▾"))
  }
  return chart
}

/// Curves against updates, and what is said of them.
private struct UpdateCurves {
  let title: String
  let status: String
  let series: [Series]
  let baselines: [BaselineLine]
  var isLogarithmic = false
}

/// A chart of curves against updates, smoothed, zoomed and with the cursor that `view` asks for. A
/// smoothed curve has the raw one dim behind it, and the title says by how much.
private func updateChart(
  _ curves: UpdateCurves, _ snapshot: Snapshot, _ view: PanelView
) -> LineChart {
  let series = curves.series
  var title = curves.title
  var shown = series
  if let factor = view.smoothingFactor {
    title += ", smoothed \(Setting.text(factor))"
    shown =
      series.map {
        Series(name: $0.name.isEmpty ? "raw" : "", points: $0.points, ink: .rule)
      } + series.map { $0.smoothed(by: Float(factor)) }
  }
  var chart = LineChart(
    title: title, status: curves.status, series: shown, baselines: curves.baselines,
    events: (snapshot.divergedAt.map {
      [ChartEvent(x: Float($0), text: "diverged at update \($0)")]
    } ?? [])
      + (snapshot.fork.map {
        [ChartEvent(x: Float($0.update), text: "fork", ink: .accent, mark: "▾")]
      } ?? []),
    axes: LineChart.Axes(
      xLabel: view.cursor == nil ? "" : "update",
      xRange: view.range(
        upTo: axisEnd(update: snapshot.update, planned: snapshot.configuration.updates)),
      yScale: curves.isLogarithmic != view.flipsScale ? .logarithmic : .linear))
  chart.cursor = view.cursor
  return chart
}

/// The right end of the update axis: it grows in steps, so that the curve is drawn on, not anew.
func axisEnd(update: Int, planned: Int) -> Float {
  var end = Float(min(planned, 100))
  while end < Float(update) {
    for factor: Float in [2, 2.5, 2] where end < Float(update) { end *= factor }
  }
  return end
}
