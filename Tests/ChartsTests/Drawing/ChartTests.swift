import Charts
import Glibc
import Screen
import Testing

/// What every chart promises: it never traps and never writes outside its rectangle.
@Suite struct ChartTests {
  @Test(arguments: Samples.charts.map(\.name), [0, 1, 2, 3, 5, 8])
  func `the smallest sizes draw`(name: String, size: Int) throws {
    let sample = try #require(Samples.charts.first { $0.name == name })
    for width in [size, 1, 200] {
      for height in [size, 1, 60] {
        var dice = Dice(seed: 1)
        try check(sample.chart, width: width, height: height, .braille, &dice)
      }
    }
  }

  @Test(arguments: GlyphTier.allCases) func `any numbers at any size draw`(tier: GlyphTier) throws {
    var dice = Dice(seed: 42)
    for _ in 0..<150 {
      // Most sizes are small, where the layout has most to decide.
      let limit = [6, 6, 30, 30, 30, 30, 90, 90, 90, 301][dice.below(10)]
      let (width, height) = (dice.below(limit), dice.below(min(limit, 100)))
      for chart in RandomCharts.all(&dice) {
        try check(chart, width: width, height: height, tier, &dice)
      }
    }
  }

  @Test(arguments: Samples.charts.map(\.name), [30, 62, 125])
  func `with the rows that it wants a chart shows all that it has`(name: String, width: Int) throws
  {
    let chart = try #require(Samples.charts.first { $0.name == name }).chart
    for tier in GlyphTier.allCases {
      let capabilities = Capabilities(glyphs: tier)
      guard let wanted = chart.rowsWanted(width: width, capabilities) else { continue }
      func lines(_ height: Int) -> [String] {
        var grid = Grid(width: width, height: height)
        chart.draw(on: &grid, in: grid.bounds, capabilities)
        return grid.rows.filter { $0.contains { $0 != " " } }
      }
      #expect(lines(wanted.upperBound) == lines(wanted.upperBound + 20))
      #expect(lines(wanted.upperBound).count <= wanted.upperBound)
      #expect(wanted.lowerBound > 0)
    }
  }

  /// Draws into a rectangle of a larger grid that is full of a sign no chart draws.
  private func check(
    _ chart: any Chart, width: Int, height: Int, _ tier: GlyphTier, _ dice: inout Dice
  ) throws {
    let margin = 1 + dice.below(2)
    var grid = Grid(width: width + 2 * margin, height: height + 2 * margin)
    grid.fill(grid.bounds, with: Glyph("@"))
    let area = Rectangle(x: margin, y: margin, width: width, height: height)
    grid.fill(area)
    let colors: ColorDepth = dice.below(2) == 0 ? .colors256 : .none
    chart.draw(on: &grid, in: area, Capabilities(glyphs: tier, colors: colors))
    // Words and numbers are there for every chart, whatever it holds.
    try #require(!chart.sentence.isEmpty || chart is BigDigits, "\(type(of: chart))")
    let table = chart.table
    try #require(table.rows.allSatisfy { $0.count == table.header.count })
    for (y, line) in grid.rows.enumerated() {
      try #require(Screen.columns(of: line) == grid.width)
      let inside = y >= area.y && y < area.maxY ? area.width : 0
      let outside = grid.width - inside
      try #require(line.prefix(inside == 0 ? outside : margin).allSatisfy { $0 == "@" })
      try #require(line.suffix(margin).allSatisfy { $0 == "@" })
      if tier == .ascii {
        try #require(line.utf8.allSatisfy { 0x20..<0x7F ~= $0 }, "\(line)")
      }
    }
  }
}

/// Charts of numbers that make trouble.
private enum RandomCharts {
  static func all(_ dice: inout Dice) -> [any Chart] {
    let series = (0..<dice.below(4)).map { _ in
      Series(
        name: text(&dice), points: points(&dice), ink: .first,
        pattern: Pattern.allCases[dice.below(3)],
        valueText: dice.below(2) == 0 ? nil : text(&dice))
    }
    let baselines = (0..<dice.below(5)).map { _ in
      BaselineLine(value: value(&dice), label: text(&dice))
    }
    let events = (0..<dice.below(3)).map { _ in
      ChartEvent(x: value(&dice), text: text(&dice))
    }
    let chart = LineChart(
      title: text(&dice), status: text(&dice), series: series, baselines: baselines, events: events,
      axes: LineChart.Axes(
        xLabel: text(&dice), xRange: range(&dice), yRange: range(&dice),
        yScale: dice.below(2) == 0 ? .linear : .logarithmic))
    let ruler = GradientRuler(
      title: text(&dice), status: text(&dice), values: values(&dice),
      prediction: dice.below(2) == 0
        ? nil : GradientRuler.Prediction(values(&dice), name: text(&dice)))
    let bars = Bars(
      values(&dice).prefix(40).map { Bars.Bar(text(&dice), $0) }, range: range(&dice))
    return [chart, ruler, bars, Sparkline(values: values(&dice), range: range(&dice))]
      + shaded(&dice) + diagrams(&dice) + words(&dice)
  }

  private static func texts(_ dice: inout Dice, below limit: Int) -> [String] {
    (0..<dice.below(limit)).map { _ in text(&dice) }
  }

  private static func words(_ dice: inout Dice) -> [any Chart] {
    let groups = (0..<dice.below(6)).map { _ in
      ProbabilityBars.Group(text(&dice), values(&dice), right: dice.below(9) - 1)
    }
    let probabilities = ProbabilityBars(
      title: text(&dice), status: text(&dice), classes: texts(&dice, below: 9), groups: groups)
    let lines = (0..<dice.below(12)).map { _ in
      Computation.Line(text(&dice), shape: text(&dice), result: text(&dice))
    }
    let computation = Computation(
      title: text(&dice), status: text(&dice), lines: lines, current: dice.below(14) - 1,
      details: texts(&dice, below: 5))
    let arrows = Arrows(
      title: text(&dice), status: text(&dice),
      arrows: (0..<dice.below(5)).map { _ in Arrows.Arrow(text(&dice), value(&dice)) },
      sides: (text(&dice), text(&dice)), limit: value(&dice))
    let entries = (0..<dice.below(6)).map { _ in
      SplitText.Entry(
        text(&dice), target: texts(&dice, below: 9), left: texts(&dice, below: 9),
        right: texts(&dice, below: 9))
    }
    let split = SplitText(
      title: text(&dice), status: text(&dice), names: (text(&dice), text(&dice)), entries: entries)
    let letters = HeatMap(
      matrix: HeatMap.Matrix(
        values(&dice), columns: 1 + dice.below(9),
        rowNames: (0..<dice.below(40)).map { String($0 % 10) }),
      range: .unit)
    return [probabilities, computation, arrows, split, letters]
  }

  private static func shaded(_ dice: inout Dice) -> [any Chart] {
    let ranges: [ShadeRange] = [.unit, .data, .signed(limit: value(&dice))]
    let numbers = values(&dice)
    var heat = HeatMap(
      title: text(&dice), subtitle: text(&dice), status: text(&dice),
      matrix: HeatMap.Matrix(
        numbers, columns: dice.below(60) - 1,
        rowNames: dice.below(2) == 0 ? [] : (0..<dice.below(9)).map { _ in text(&dice) },
        columnNames: dice.below(2) == 0 ? [] : (0..<dice.below(9)).map { _ in text(&dice) },
        firstColumn: dice.below(3)),
      range: ranges[dice.below(3)])
    heat.markedRow = dice.below(9) - 1
    let tokens = TokenStrip(
      title: text(&dice),
      tokens: values(&dice).prefix(50).map {
        TokenStrip.Token(
          text(&dice), value: dice.below(3) == 0 ? nil : $0,
          tag: dice.below(2) == 0 ? "" : text(&dice))
      }, range: ranges[dice.below(3)])
    let classes = (0..<dice.below(7)).map { _ in text(&dice) }
    let confusion = ConfusionMatrix(
      title: text(&dice), classes: classes,
      counts: (0..<dice.below(50)).map { _ in dice.below(2000) - 5 })
    return [heat, tokens, confusion]
  }

  private static func diagrams(_ dice: inout Dice) -> [any Chart] {
    let gauges = values(&dice).prefix(8).map {
      Gauges.Gauge(text(&dice), $0, isSigned: dice.below(2) == 0, isMarked: dice.below(4) == 0)
    }
    let clouds = (0..<dice.below(4)).map { _ in
      Scatter.Cloud(text(&dice), points(&dice), mark: "o")
    }
    let scatter = Scatter(
      title: text(&dice), clouds: clouds, paths: [Scatter.Path(text(&dice), points(&dice))],
      axes: (text(&dice), text(&dice)))
    let count = dice.below(7)
    let steps = (0..<dice.below(30)).map { _ in
      NetworkDiagram.Step(
        input: text(&dice), output: text(&dice), state: (0..<count).map { _ in value(&dice) },
        gradient: dice.below(2) == 0 ? nil : value(&dice))
    }
    let network = NetworkDiagram(
      title: text(&dice), status: text(&dice), steps: steps,
      weights: (text(&dice), text(&dice), text(&dice)),
      reached: dice.below(2) == 0 ? nil : dice.below(40) - 5,
      direction: dice.below(2) == 0 ? .forward : .backward)
    let cell = CellDiagram(
      title: text(&dice), gauges: gauges,
      belts: [
        CellDiagram.Belt(
          text(&dice), value(&dice), [CellDiagram.Operation(text(&dice), value(&dice))],
          end: text(&dice))
      ], equations: [CellDiagram.Equation(text(&dice), text(&dice), isCurrent: true)])
    return [Gauges(gauges), scatter, network, cell, BigDigits(text(&dice))]
  }

  private static func value(_ dice: inout Dice) -> Float {
    let special: [Float] = [
      0, -0.0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
      .leastNonzeroMagnitude, .leastNormalMagnitude, 1, -1, 1e-30, 16_777_216, 1e30,
    ]
    switch dice.below(4) {
    case 0: return special[dice.below(special.count)]
    case 1: return powf(10, Float(dice.below(76) - 38))
    default: return dice.fraction() * 2
    }
  }

  /// Up to 600 values: troublesome, or all alike, or ordinary.
  private static func values(_ dice: inout Dice) -> [Float] {
    let count = [0, 1, 2, dice.below(20), dice.below(600)][dice.below(5)]
    let first = value(&dice)
    let kind = dice.below(3)
    return (0..<count).map { _ in
      kind == 0 ? value(&dice) : kind == 1 ? first : dice.fraction()
    }
  }

  private static func points(_ dice: inout Dice) -> [SIMD2<Float>] {
    let isOrdered = dice.below(2) == 0
    return values(&dice).enumerated().map { index, y in
      [isOrdered ? Float(index) : value(&dice), y]
    }
  }

  private static func range(_ dice: inout Dice) -> ClosedRange<Float>? {
    let (first, second) = (value(&dice), value(&dice))
    guard dice.below(3) == 0, first <= second else { return nil }
    return first...second
  }

  private static func text(_ dice: inout Dice) -> String {
    ["", "loss", "ln 4  chance", "½ 日本", "a\u{1B}[31m\n", "a rather long name of a curve"][
      dice.below(6)]
  }
}
