import Charts
import Runs
import Screen

// The charts of models that classify messages.

/// How often each kind was taken for each.
func confusionMatrix(_ snapshot: Snapshot) -> ConfusionMatrix {
  let observation = snapshot.classification
  let accuracy = observation?.accuracy.map {
    "accuracy \(SmallNumber.fixed(Double($0), decimals: 4))"
  }
  return ConfusionMatrix(
    title: "held-out messages", status: accuracy ?? "true down, said across",
    classes: observation?.labels ?? [], counts: observation?.counts ?? [])
}

/// What is believed after every word of one message, and in its padding.
func messageStrip(_ snapshot: Snapshot) -> TokenStrip {
  let observation = snapshot.classification
  let name = observation.map { $0.labels[$0.rarest] } ?? ""
  let words = observation?.words ?? []
  // The answer is read here.
  let isValid = snapshot.configuration.readout == "valid"
  let end = isValid ? words.last { !$0.text.isEmpty } : words.last
  return TokenStrip(
    title: "p(\(name)) after every word",
    status: end.map {
      "at the \(isValid ? "last word" : "end") \(SmallNumber.text($0.belief, digits: 2))"
        + (observation?.isTyped == true ? ", yours" : "")
    } ?? "",
    tokens: words.map { TokenStrip.Token($0.text.isEmpty ? "·" : $0.text, value: $0.belief) })
}

/// The share that is sorted right, with what always saying the same gets.
func accuracyChart(_ snapshot: Snapshot, _ view: PanelView) -> LineChart {
  let observation = snapshot.classification
  return shareChart(
    "accuracy, held out, %", snapshot, view, observation?.accuracies, observation?.accuracy,
    baselines: observation.map {
      [BaselineLine(value: 100 * $0.baseRate, label: "\(percent($0.baseRate))  base rate")]
    } ?? [])
}

// The charts of models that follow a curve.

/// One window of a sine: what goes in, what should come out and what does.
func waveChart(_ snapshot: Snapshot, _ view: PanelView) -> LineChart {
  let wave = snapshot.forecast
  let end = min(snapshot.configuration.steps * 2, wave?.inputs.count ?? 0)
  func values(_ all: [Float]?) -> [Float] { Array((all ?? []).prefix(end)) }
  var chart = LineChart(
    title: "one step ahead",
    status: wave?.oneStepError.map {
      "squared error of the last 40: \(SmallNumber.text($0))"
    } ?? "",
    series: [
      Series(name: "input", values: values(wave?.inputs), from: 1, ink: .dim, pattern: .dotted),
      Series(name: "target", values: values(wave?.truth), from: 1, ink: .second, pattern: .dashed),
      Series(name: "prediction", values: values(wave?.oneStep), from: 1, ink: .first),
    ],
    events: (wave?.window).map { window in
      stride(from: window, to: end, by: window).map {
        ChartEvent(x: Float($0 + 1), text: "state reset", ink: .accent, mark: "▾")
      }
    } ?? [], axes: LineChart.Axes(xLabel: "t", yRange: -1.2...1.2))
  chart.cursor = view.cursor
  return chart
}

/// The same model fed its own predictions.
func freeChart(_ snapshot: Snapshot, _ view: PanelView) -> LineChart {
  let wave = snapshot.forecast
  var chart = LineChart(
    title: "fed its own predictions",
    status: wave?.closedLoopError.map {
      "squared error of the last 40: \(SmallNumber.text($0))"
    } ?? "",
    series: [
      Series(name: "sine", values: wave?.truth ?? [], from: 1, ink: .second, pattern: .dashed),
      Series(name: "model", values: wave?.closedLoop ?? [], from: 1, ink: .first),
    ],
    events: [
      ChartEvent(
        x: Float(ForecastEvaluator.warmUp), text: "alone from here", ink: .accent, mark: "▾")
    ], axes: LineChart.Axes(xLabel: "t", yRange: -1.5...1.5))
  chart.cursor = view.cursor
  return chart
}

// Other charts.

/// Where a number on a noisy slope is pushed on average, and where clipping pushes it.
func driftArrows(_ snapshot: Snapshot) -> Arrows {
  let observation = snapshot.slope
  let clip = snapshot.configuration.clip.map { "clipped to \(Setting.text($0))" } ?? "not clipped"
  return Arrows(
    title: "where θ is pushed",
    status: "\(observation?.draws ?? 0) gradients, θ = "
      + SmallNumber.text(observation?.theta ?? 0),
    arrows: observation == nil
      ? []
      : [
        Arrows.Arrow("as the mean gradient says", -(observation?.mean ?? 0), ink: .second),
        Arrows.Arrow(
          "as the mean of what is applied says, \(clip)", -(observation?.clippedMean ?? 0),
          ink: .first),
      ], sides: ("θ falls", "θ rises"), limit: 1)
}

/// Ablations as bars under a title.
struct AblationBars: Chart {
  let observation: AblationObservation?

  private var parts: [AblationObservation.Part] {
    (observation?.parts ?? []).sorted { ($1.loss, $0.name) < ($0.loss, $1.name) }
  }

  private var bars: Bars {
    Bars(
      [observation?.whole.map { Bars.Bar("whole", $0, ink: .good) }].compactMap(\.self)
        + parts.map { part in
          let isHarmful = part.loss > 1.5 * (observation?.whole ?? 0) + 0.02
          return Bars.Bar(part.name, part.loss, ink: isHarmful ? .second : .first)
        })
  }

  func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    guard rectangle.height > 0 else { return }
    grid.put(
      "loss without a part", x: rectangle.x, y: rectangle.y, style: .strong, within: rectangle)
    if let observation {
      let status = "after update \(observation.update)"
      if rectangle.width > 22 + columns(of: status) {
        grid.put(status, endingAt: rectangle.maxX, y: rectangle.y, style: .dim, within: rectangle)
      }
    }
    let body = rectangle.split(top: 1).rest
    bars.draw(on: &grid, in: body, capabilities)
  }

  var sentence: String { "loss without a part: " + bars.sentence }

  var table: ChartTable { bars.table }
}
