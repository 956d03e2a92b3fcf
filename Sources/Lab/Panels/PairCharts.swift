import Charts
import Runs
import Screen

// The charts of an encoder-decoder model.

/// What it writes for some pairs that it never learned from: fed the correct words, and its own.
func outputColumns(_ snapshot: Snapshot) -> SplitText {
  let observation = snapshot.translation
  func entry(_ example: TranslationObservation.Example) -> SplitText.Entry {
    SplitText.Entry(
      example.source.joined(separator: observation?.separator ?? ""), target: example.target,
      left: example.teacherForced, right: example.closedLoop)
  }
  let typed = observation?.answer.map { [entry($0)] } ?? []
  return SplitText(
    title: "outputs",
    status: observation?.exactMatch.map { "held out, exact match: \(percent($0))" } ?? "",
    names: ("fed the correct symbols", "fed its own"), separator: observation?.separator ?? " ",
    entries: typed + (observation?.examples ?? []).map(entry))
}

/// Encoder and decoder, unrolled one behind the other, with one source in them. The cursor is how
/// far a pass has come.
func translationDiagram(_ snapshot: Snapshot, _ view: PanelView) -> NetworkDiagram {
  let read = snapshot.translation?.encoderSteps ?? []
  let said = snapshot.translation?.decoderSteps ?? []
  let shown = 3
  let count = read.count + said.count
  let reached = view.cursor.map { min(max(0, Int($0)), max(0, count - 1)) }
  var status = "\(shown) of \(snapshot.configuration.hidden) units"
  if let reached { status = (reached < read.count ? "reading   " : "writing   ") + status }
  var diagram = NetworkDiagram(
    title: "encoder, then decoder", status: count > 0 ? status : "",
    steps: read.map {
      NetworkDiagram.Step(input: $0.symbol, state: Array($0.state.prefix(shown)))
    }
      + said.enumerated().map { index, moment in
        NetworkDiagram.Step(
          input: index == 0 ? "BOS" : said[index - 1].symbol, output: moment.symbol,
          state: Array(moment.state.prefix(shown)))
      }, weights: ("", "", ""), reached: reached)
  diagram.isOneNetwork = false
  return diagram
}

/// The share of held-out sources whose whole target is right.
func exactChart(_ snapshot: Snapshot, _ view: PanelView) -> LineChart {
  shareChart(
    "exact match, held out, %", snapshot, view, snapshot.translation?.exactMatches,
    snapshot.translation?.exactMatch)
}

/// Where it looked in the source at every symbol that it said.
func alignmentMap(_ snapshot: Snapshot, _ view: PanelView) -> HeatMap {
  let observation = snapshot.translation
  let examples = (observation?.answer.map { [$0] } ?? []) + (observation?.examples ?? [])
  let example = examples.isEmpty ? nil : examples[min(max(0, view.row), examples.count - 1)]
  let source = example?.source ?? []
  let text = example.map { $0.closedLoop.joined(separator: observation?.separator ?? "") } ?? ""
  return HeatMap(
    title: "where it looks", subtitle: "outputs down, inputs across",
    status: example?.alignment.isEmpty == true ? "no attention" : text,
    matrix: HeatMap.Matrix(
      example?.alignment ?? [],
      columns: example?.alignment.isEmpty == false ? source.count : 0,
      rowNames: example?.closedLoop ?? [], columnNames: source.map { $0 == " " ? "␣" : $0 },
      axes: ("row", "")),
    range: .unit)
}

/// The encoder's last states, by how sources begin.
func sentencePlaneChart(_ snapshot: Snapshot) -> Scatter {
  let observation = snapshot.translation
  let (inks, marks) = (Scatter.inks, Scatter.marks)
  return Scatter(
    title: "sentence vectors, PCA",
    status: observation.map { "\(percent($0.shares.x + $0.shares.y)) of the variance" } ?? "",
    clouds: (observation?.groupNames ?? []).enumerated().map { index, name in
      Scatter.Cloud(
        name,
        zip(observation?.vectors ?? [], observation?.groups ?? [])
          .filter { Int($0.1) == index }.map(\.0),
        ink: inks[index % inks.count], mark: marks[index % marks.count])
    },
    axes: (
      "PC 1  \(percent(observation?.shares.x ?? 0))", "PC 2  \(percent(observation?.shares.y ?? 0))"
    ))
}

extension Scatter {
  /// Colours and marks that tell classes apart.
  static let inks: [Ink] = [.first, .second, .third, .good, .warning, .baseline]
  static let marks: [Character] = ["o", "+", "x", "*", "a", "b"]
}

/// `62 %`.
func percent(_ share: Float) -> String {
  "\(SmallNumber.fixed(Double(100 * share), decimals: share > 0.99 && share < 1 ? 1 : 0)) %"
}

/// A share against updates, in percent as its labels are.
func shareChart(
  _ title: String, _ snapshot: Snapshot, _ view: PanelView, _ curve: Curve?, _ last: Float?,
  baselines: [BaselineLine] = []
) -> LineChart {
  var chart = LineChart(
    title: title, status: "update \(snapshot.update)",
    series: [
      Series(
        points: (curve?.points ?? []).map { [$0.x, 100 * $0.y] }, valueText: last.map(percent))
    ], baselines: baselines,
    axes: LineChart.Axes(
      xRange: view.range(
        upTo: axisEnd(update: snapshot.update, planned: snapshot.configuration.updates)),
      yRange: 0...100))
  chart.cursor = view.cursor
  return chart
}
