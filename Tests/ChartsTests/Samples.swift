import Charts
import Glibc
import Screen

/// The charts that the golden frames show, each a case of its own.
enum Samples {
  static let baselines = [
    BaselineLine(value: 1.3863, label: "ln 4  chance"),
    BaselineLine(value: 0.6931, label: "ln 2  1 bit"),
    BaselineLine(value: 0.3466, label: "½ ln 2"), BaselineLine(value: 0, label: "0  solved"),
  ]

  static let charts: [(name: String, chart: any Chart)] = [
    ("loss", loss), ("two", two), ("nan", nan), ("empty", empty), ("log", log), ("long", long),
    ("point", point), ("ruler", ruler), ("ruler-bins", rulerBins), ("ruler-marks", rulerMarks),
    ("bars", bars), ("sparkline", Sparkline(values: gradients(40, 0.8))),
    ("cursor", cursor), ("gates", gates), ("weights", weights), ("heat-marks", heatMarks),
    ("alignment", alignment), ("scatter", scatter), ("confusion", confusion), ("tokens", tokens),
    ("shaded", shaded), ("columns", columns),
    ("gauges", Gauges(gauges)), ("digits", BigDigits("-0.412")), ("network", network),
    ("network-back", networkBack), ("hello", hello), ("cell", cell),
    ("probabilities", probabilities), ("computation", computation), ("arrows", arrows),
    ("split", split), ("weight-mark", weightMark), ("translation", translation),
  ]

  static let probabilities = ProbabilityBars(
    title: "what comes next", status: "update 40", classes: ["h", "e", "l", "o"],
    groups: [
      ProbabilityBars.Group("t=1  h → e", [0.01, 0.97, 0.01, 0.01], right: 1),
      ProbabilityBars.Group("t=2  e → l", [0, 0.01, 0.98, 0.01], right: 2),
      ProbabilityBars.Group("t=3  l → l", [0.01, 0, 0.49, 0.5], right: 2),
      ProbabilityBars.Group("t=4  l → o", [0.02, .nan, 0.5, 0.47], right: 3),
    ])

  static let computation = Computation(
    title: "forward, by number", status: "t = 2 of 4, operation 3 of 4",
    lines: [
      Computation.Line("x = e", shape: "[4]", result: "0 1 0 0"),
      Computation.Line("W_x x", shape: "[3]", result: "0.31 -0.20 0.11"),
      Computation.Line("W_h h", shape: "[3]", result: "0.14 0.06 -0.42"),
      Computation.Line("h' = tanh(a)", shape: "[3]"),
    ], current: 2, details: ["W_h h[1] = 0.31 × 0.45 + -0.2 × 0 = 0.14", "and so on"])

  static let arrows = Arrows(
    title: "where θ is pushed", status: "200 gradients",
    arrows: [
      Arrows.Arrow("as the mean gradient says", 0.1, ink: .second),
      Arrows.Arrow("as clipped ones do", -0.8), Arrows.Arrow("nowhere", 0),
      Arrows.Arrow("broken", .nan),
    ], sides: ("θ falls", "θ rises"), limit: 1)

  static let split = SplitText(
    title: "what it says", status: "held out: 62 %", names: ("forced", "free"),
    entries: [
      SplitText.Entry(
        "i love purple cats", target: ["j'", "aime", "les", "chats", "violets"],
        left: ["j'", "aime", "les", "chats", "violets"], right: ["j'", "aime", "les", "chiens"]),
      SplitText.Entry("typed", target: [], left: [], right: ["ils", "voient"]),
    ])

  static let weightMark: HeatMap = {
    var map = weights
    map.markedCell = (row: 2, column: 1)
    return map
  }()

  static let translation: NetworkDiagram = {
    var diagram = NetworkDiagram(
      title: "encoder, then decoder", status: "3 of 48 units",
      steps: (0..<8).map {
        NetworkDiagram.Step(
          input: "\($0)", output: $0 > 3 ? "B" : "", state: [0.4, -0.4, Float($0) / 8])
      }, weights: ("", "", ""), reached: 5)
    diagram.isOneNetwork = false
    return diagram
  }()

  static let cursor = {
    var chart = LineChart(
      title: "loss", status: "update 412",
      series: [
        Series(points: curve(noise: 0.5), ink: .dim),
        Series(name: "smooth", points: curve(noise: 0.5)).smoothed(by: 0.9),
      ], axes: LineChart.Axes(xLabel: "update"))
    chart.cursor = 100
    return chart
  }()

  static let gates = HeatMap(
    title: "forget gate", subtitle: "units by time", status: "update 412",
    matrix: HeatMap.Matrix(
      (0..<16 * 40).map { 1 / (1 + expf(sinf(Float($0 / 40)) * 2 - Float($0 % 40) / 10)) },
      columns: 40),
    range: .unit)

  static let weights = HeatMap(
    title: "W_h",
    matrix: HeatMap.Matrix(
      (0..<16).map { sinf(Float($0 * $0)) }, columns: 4, firstColumn: 0, axes: ("to", "from")),
    range: .signed(limit: 1))

  static let heatMarks = HeatMap(
    title: "states",
    matrix: HeatMap.Matrix([0, 1, .nan, .infinity, -.infinity, 0.5], columns: 3))

  static let alignment = {
    var map = HeatMap(
      title: "attention",
      matrix: HeatMap.Matrix(
        (0..<15).map { [0.7, 0.1, 0.1, 0.05, 0.05][($0 + $0 / 5 * 4) % 5] }, columns: 5,
        rowNames: ["j'", "aime", "chats"], columnNames: ["I", "love", "purple", "cats", "."],
        axes: ("target", "source")),
      range: .unit)
    map.markedRow = 1
    return map
  }()

  static let scatter = Scatter(
    title: "hidden states", status: "78 % of the variance",
    clouds: (0..<3).map { index in
      var dice = Dice(seed: UInt64(index + 1))
      let center = SIMD2<Float>([0.6, -0.5, 0.1][index], [0.4, 0.3, -0.5][index])
      return Scatter.Cloud(
        ["red", "green", "blue"][index],
        (0..<40).map { _ in
          center + 0.3 * (SIMD2<Float>(dice.fraction(), dice.fraction()) - 0.5)
        }, ink: [.first, .second, .third][index], mark: ["o", "+", "x"][index])
    }, paths: [Scatter.Path("t=5", [[0, 0], [0.1, 0.2], [0.3, 0.1], [0.5, 0.4], [0.6, 0.4]])],
    axes: ("PC 1  57 %", "PC 2  21 %"))

  static let confusion = ConfusionMatrix(
    title: "confusion", status: "accuracy 0.866", classes: ["ham", "spam"],
    counts: [966, 0, 149, 0])

  static let tokens = TokenStrip(
    title: "tags",
    tokens: [
      TokenStrip.Token("The", value: 0.1, tag: "DET"),
      TokenStrip.Token("dog", value: 0.9, tag: "NN"),
      TokenStrip.Token("can", value: 0.5, tag: "MD"),
      TokenStrip.Token("fish", value: .nan, tag: "VB"),
      TokenStrip.Token("日本", tag: "NNP", ink: .bad),
    ])

  static let gauges = [
    Gauges.Gauge("input", 0.12), Gauges.Gauge("forget", 0.98, isMarked: true),
    Gauges.Gauge("cell", -0.4, isSigned: true, ink: .second), Gauges.Gauge("output", .nan),
  ]

  static let network = NetworkDiagram(
    title: "unrolled", status: "t = 2",
    steps: (0..<9).map { step in
      NetworkDiagram.Step(
        input: "x\(step + 1)", output: "y\(step + 1)",
        state: (0..<8).map { sinf(Float(step * 8 + $0)) })
    }, reached: 1)

  static let networkBack = NetworkDiagram(
    title: "back",
    steps: (0..<4).map { step in
      NetworkDiagram.Step(
        input: "x", state: [0.1, 0.2, 0.3], gradient: powf(0.3, Float(3 - step)))
    }, reached: 2, direction: .backward)

  static let hello = NetworkDiagram(
    steps: zip(["h", "e", "l", "l"], ["e", "l", "l", "o"]).map {
      NetworkDiagram.Step(input: $0, output: $1, state: [0.5, -0.25, .nan])
    })

  static let cell = CellDiagram(
    title: "unit 3 at t = 7", gauges: gauges,
    belts: [
      CellDiagram.Belt(
        "c", 0.512,
        [CellDiagram.Operation("× f", 0.502), CellDiagram.Operation("+ i g", 0.454)], end: "c'")
    ],
    equations: [
      CellDiagram.Equation("f = σ(a_f)", "σ(3.9) = 0.98", isCurrent: true),
      CellDiagram.Equation("c' = f c + i g", "0.98 × 0.512 - 0.12 × 0.4 = 0.454"),
    ])

  static let loss = LineChart(
    title: "loss", status: "update 412",
    series: [
      Series(points: curve(noise: 0.5), ink: .dim),
      Series(name: "loss", points: curve(noise: 0), valueText: "0.012"),
    ], baselines: baselines, axes: LineChart.Axes(xLabel: "update"))

  static let two = LineChart(
    title: "loss", status: "update 412",
    series: [
      Series(name: "a", points: curve(noise: 0), valueText: "0.012"),
      Series(
        name: "b", points: curve(noise: 0).map { [$0.x, $0.y * 0.5 + 0.6] }, ink: .second,
        pattern: .dashed, valueText: "0.606"),
    ], baselines: baselines, axes: LineChart.Axes(xLabel: "update"))

  static let nan = LineChart(
    title: "loss", status: "update 2",
    series: [Series(name: "loss", points: [[0, 1.39], [1, 3.2], [2, .nan]], valueText: "nan")],
    baselines: baselines, events: [ChartEvent(x: 2, text: "NaN at update 2")],
    axes: LineChart.Axes(xLabel: "update"))

  static let empty = LineChart(
    title: "loss", status: "ready", baselines: baselines, axes: LineChart.Axes(xLabel: "update"))

  static let log = LineChart(
    title: "loss", status: "log scale",
    series: [Series(name: "loss", points: curve(noise: 0.1), valueText: "0.012")],
    baselines: baselines,
    axes: LineChart.Axes(xLabel: "update", yScale: .logarithmic))

  static let long = LineChart(
    title: "bits per character",
    series: [
      Series(
        name: "train",
        points: (0..<210).map { index in
          let update = Float(index) * 100
          return [update, 2.8 / (1 + update / 900) + 2]
        }, valueText: "2.12")
    ],
    baselines: [
      BaselineLine(value: 4.82, label: "order 0"), BaselineLine(value: 3.57, label: "order 1"),
      BaselineLine(value: 2.88, label: "order 2"), BaselineLine(value: 2.44, label: "order 3"),
      BaselineLine(value: 2.27, label: "order 4"),
    ], axes: LineChart.Axes(xLabel: "update"))

  static let point = LineChart(
    title: "loss", status: "update 0", series: [Series(name: "loss", points: [[0, 1.42]])],
    baselines: baselines, axes: LineChart.Axes(xLabel: "update"))

  static let ruler = GradientRuler(
    title: "gradient ruler", status: "update 412", values: gradients(40, 0.8),
    prediction: GradientRuler.Prediction((1...40).map { powf(0.9, Float(40 - $0)) }, name: "0.9^k"))

  static let rulerBins = GradientRuler(
    title: "gradient ruler",
    values: (1...400).map { $0 < 60 ? 0 : powf(0.8, Float(400 - $0)) },
    prediction: GradientRuler.Prediction(
      (1...400).map { powf(0.85, Float(400 - $0)) }, name: "0.85^k"))

  static let rulerMarks = GradientRuler(
    title: "gradient ruler",
    values: [1e-3, .nan, 0.1, 0, Float.leastNormalMagnitude / 8, 0.5, .infinity, 1])

  static let bars = Bars([
    Bars.Bar("input", 0.312), Bars.Bar("forget", 0.987), Bars.Bar("cell", -0.4, ink: .second),
    Bars.Bar("output", .nan),
  ])

  /// A loss that falls in two steps, with noise in proportion to it.
  private static func curve(noise: Float) -> [SIMD2<Float>] {
    var dice = Dice(seed: 7)
    return (0...412).map { update in
      let time = Float(update)
      let first = 0.70 / (1 + expf((time - 130) / 12))
      let second = 0.67 / (1 + expf((time - 60) / 6))
      let disturbance = 1 + noise * (dice.fraction() - 0.5)
      return [time, (0.012 + first + second) * disturbance]
    }
  }

  private static func gradients(_ count: Int, _ factor: Float) -> [Float] {
    (1...count).map { powf(factor, Float(count - $0)) * (1 + 0.2 * sinf(Float($0))) }
  }
}

/// A small generator, so that a failure repeats.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  mutating func fraction() -> Float {
    Float(below(1 << 24)) / Float(1 << 24)
  }
}

extension Grid {
  /// Every row as text with the spaces at its end.
  var rows: [String] {
    (0..<height).map { y in row(y).compactMap { $0.character.map(String.init) }.joined() }
  }
}
