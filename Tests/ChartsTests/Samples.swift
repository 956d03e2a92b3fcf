import Charts
import Glibc
import Screen

/// The charts that the golden frames show, each a case of its own.
enum Samples {
  static let levels = [
    LevelLine(value: 1.3863, label: "ln 4  chance"), LevelLine(value: 0.6931, label: "ln 2  1 bit"),
    LevelLine(value: 0.3466, label: "½ ln 2"), LevelLine(value: 0, label: "0  solved"),
  ]

  static let charts: [(name: String, chart: any Chart)] = [
    ("loss", loss), ("two", two), ("nan", nan), ("empty", empty), ("log", log), ("long", long),
    ("point", point), ("ruler", ruler), ("ruler-bins", rulerBins), ("ruler-marks", rulerMarks),
    ("bars", bars), ("sparkline", Sparkline(values: gradients(40, 0.8))),
  ]

  static let loss = LineChart(
    title: "loss", status: "update 412",
    series: [
      Series(points: curve(noise: 0.5), ink: .dim),
      Series(name: "loss", points: curve(noise: 0), valueText: "0.012"),
    ], levels: levels, xLabel: "update")

  static let two = LineChart(
    title: "loss", status: "update 412",
    series: [
      Series(name: "a", points: curve(noise: 0), valueText: "0.012"),
      Series(
        name: "b", points: curve(noise: 0).map { [$0.x, $0.y * 0.5 + 0.6] }, ink: .second,
        pattern: .dashed, valueText: "0.606"),
    ], levels: levels, xLabel: "update")

  static let nan = LineChart(
    title: "loss", status: "update 2",
    series: [Series(name: "loss", points: [[0, 1.39], [1, 3.2], [2, .nan]], valueText: "nan")],
    levels: levels, events: [ChartEvent(x: 2, text: "NaN at update 2")], xLabel: "update")

  static let empty = LineChart(title: "loss", status: "ready", levels: levels, xLabel: "update")

  static let log = LineChart(
    title: "loss", status: "log scale",
    series: [Series(name: "loss", points: curve(noise: 0.1), valueText: "0.012")], levels: levels,
    xLabel: "update", yScale: .logarithmic)

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
    levels: [
      LevelLine(value: 4.82, label: "order 0"), LevelLine(value: 3.57, label: "order 1"),
      LevelLine(value: 2.88, label: "order 2"), LevelLine(value: 2.44, label: "order 3"),
      LevelLine(value: 2.27, label: "order 4"),
    ], xLabel: "update")

  static let point = LineChart(
    title: "loss", status: "update 0", series: [Series(name: "loss", points: [[0, 1.42]])],
    levels: levels, xLabel: "update")

  static let ruler = GradientRuler(
    title: "gradient ruler", status: "update 412", values: gradients(40, 0.8),
    predicted: (1...40).map { powf(0.9, Float(40 - $0)) }, predictedName: "0.9^k")

  static let rulerBins = GradientRuler(
    title: "gradient ruler",
    values: (1...400).map { $0 < 60 ? 0 : powf(0.8, Float(400 - $0)) },
    predicted: (1...400).map { powf(0.85, Float(400 - $0)) }, predictedName: "0.85^k")

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
