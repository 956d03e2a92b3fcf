import Charts
import Screen

/// The panels that a lesson may name: what each shows of a snapshot.
public enum PanelKind: String, Sendable, CaseIterable {
  /// Loss against updates with the problem's levels.
  case loss
  /// |dL/dh_t| for every step.
  case ruler
  /// The gradient's norm against updates, on a log scale, with the norm that it is clipped to.
  case norm
  /// Training and held-out bits per character with the text's n-gram levels.
  case bits
  /// What the model writes.
  case sample

  /// Draws the panel; it writes nothing outside `rectangle`.
  func draw(
    _ snapshot: Snapshot, on grid: inout Grid, in rectangle: Rectangle,
    _ capabilities: Capabilities
  ) {
    switch self {
    case .loss: lossChart(snapshot).draw(on: &grid, in: rectangle, capabilities)
    case .ruler: gradientRuler(snapshot).draw(on: &grid, in: rectangle, capabilities)
    case .norm: normChart(snapshot).draw(on: &grid, in: rectangle, capabilities)
    case .bits: bitsChart(snapshot).draw(on: &grid, in: rectangle, capabilities)
    case .sample: SamplePanel(reading: snapshot.text).draw(on: &grid, in: rectangle)
    }
  }
}

/// The loss in its own unit, its levels dotted across.
func lossChart(_ snapshot: Snapshot) -> LineChart {
  LineChart(
    title: "loss",
    status: "update \(snapshot.update)",
    series: [
      Series(
        name: "", points: snapshot.losses.points, ink: .first,
        valueText: snapshot.recentLoss.map(SmallNumber.text))
    ],
    levels: snapshot.levels.map {
      LevelLine(value: $0.value, label: $0.formula + "  " + $0.name)
    },
    events: divergence(snapshot),
    xRange: 0...axisEnd(snapshot))
}

/// The gradient's norm over all parameters, before clipping.
func normChart(_ snapshot: Snapshot) -> LineChart {
  LineChart(
    title: "gradient norm",
    status: "before clipping, log scale",
    series: [
      Series(
        name: "", points: snapshot.gradientNorms.points, ink: .second,
        valueText: snapshot.gradientNorm.map { SmallNumber.text($0) })
    ],
    levels: snapshot.configuration.clip.map {
      [LevelLine(value: Float($0), label: "clip \(Setting.text($0))")]
    } ?? [],
    events: divergence(snapshot),
    xRange: 0...axisEnd(snapshot),
    yScale: .logarithmic)
}

/// 1 / ln 2.
let bitsPerNat: Float = 1.442_695

/// Training and held-out cost in bits per character.
func bitsChart(_ snapshot: Snapshot) -> LineChart {
  let text = snapshot.text
  return LineChart(
    title: "bits per character",
    status: text.map { $0.source } ?? "",
    series: [
      Series(
        name: "train", points: snapshot.losses.points.map { [$0.x, $0.y * bitsPerNat] },
        ink: .second, valueText: nil),
      Series(
        name: "held out", points: text?.heldOut.points ?? [], ink: .first,
        valueText: text?.heldOutBits.map(SmallNumber.text)),
    ],
    levels: (text?.orders ?? []).enumerated().map { order, bits in
      LevelLine(value: bits, label: "order \(order)  \(SmallNumber.text(bits))")
    },
    events: divergence(snapshot),
    xRange: 0...axisEnd(snapshot))
}

/// The gradient at every step and what a linear recurrence predicts.
func gradientRuler(_ snapshot: Snapshot) -> GradientRuler {
  let reading = snapshot.ruler
  return GradientRuler(
    title: "gradient ruler",
    subtitle: "|dL/d\(reading?.state ?? "h")_t|, log scale",
    status: reading?.ratio.map { "t=1 : t=T  \(SmallNumber.text($0))" } ?? "",
    values: reading?.measured ?? [],
    predicted: reading?.predicted ?? [],
    predictedName: reading?.predictedName ?? "")
}

private func divergence(_ snapshot: Snapshot) -> [ChartEvent] {
  snapshot.divergedAt.map { [ChartEvent(x: Float($0), text: "NaN at update \($0)")] } ?? []
}

/// The right end of the update axis: it grows in steps, so that the curve is drawn on, not anew.
func axisEnd(_ snapshot: Snapshot) -> Float {
  var end = Float(min(snapshot.configuration.updates, 100))
  let update = Float(snapshot.update)
  while end < update {
    for factor: Float in [2, 2.5, 2] where end < update { end *= factor }
  }
  return end
}
