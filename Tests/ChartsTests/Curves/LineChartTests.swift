import Screen
import Testing

@testable import Charts

@Suite struct LineChartTests {
  private func lines(_ chart: LineChart, _ width: Int, _ height: Int) -> [String] {
    var grid = Grid(width: width, height: height)
    chart.draw(on: &grid, in: grid.bounds, Capabilities())
    return grid.lines()
  }

  @Test func `title and status share the first row`() {
    let first = lines(Samples.loss, 40, 8)[0]
    #expect(first.hasPrefix("loss "))
    #expect(first.hasSuffix(" update 412"))
  }

  @Test(arguments: 20...120) func `every baseline and the curve are labelled at the right end`(
    width: Int
  ) {
    let text = lines(Samples.two, max(width, 40), 20).joined(separator: "\n")
    for label in ["ln 4", "ln 2", "½ ln 2", "0  solved", "a  0.012", "b  0.606"] {
      #expect(text.contains(label))
    }
  }

  @Test(arguments: 5...40) func `each baseline is dotted across at its own height`(height: Int) {
    var grid = Grid(width: 60, height: height)
    Samples.empty.draw(on: &grid, in: grid.bounds, Capabilities())
    let dotted = (0..<height).filter { y in
      grid.row(y).filter {
        (0x2801...0x28FF).contains($0.character?.unicodeScalars.first?.value ?? 0)
      }
      .count > 20
    }
    #expect(dotted.count >= min(2, height - 3) && dotted.count <= 4)
  }

  @Test func `two baselines in one row of cells both have their dots`() {
    var grid = Grid(width: 30, height: 8)
    let baselines = [BaselineLine(value: 0, label: ""), BaselineLine(value: 1, label: "")]
    let close = baselines + [BaselineLine(value: 0.95, label: "")]
    LineChart(baselines: close, axes: LineChart.Axes(yRange: 0...1)).draw(
      on: &grid, in: grid.bounds, Capabilities())
    let dots = grid.rows.joined().unicodeScalars.compactMap { scalar in
      scalar.value > 0x2800 && scalar.value < 0x2900 ? (scalar.value - 0x2800).nonzeroBitCount : nil
    }
    #expect(dots.reduce(0, +) == 3 * 27)
  }

  @Test func `baselines far from the points are left out`() {
    let series = Series(points: [[0, 0.010], [10, 0.013]])
    let ranges = LineChartRanges(LineChart(series: [series], baselines: Samples.baselines))
    #expect(ranges.values.low == 0)
    #expect(ranges.values.high < 0.02)
  }

  @Test func `baselines near the points are in view`() {
    let stuck = Series(points: [[0, 1.40], [10, 1.38]])
    let ranges = LineChartRanges(LineChart(series: [stuck], baselines: Samples.baselines))
    #expect(ranges.values.low == 0)
  }

  @Test func `values that are not finite do not widen the axis`() {
    let series = Series(points: [[0, 1], [1, .infinity], [2, .nan], [3, 2]])
    let ranges = LineChartRanges(LineChart(series: [series]))
    #expect(ranges.values == ValueRange(1, 2))
  }

  @Test func `an event is marked and told on the top row of the plot`() {
    let row = lines(Samples.nan, 60, 12)[1]
    #expect(row.contains("✗ NaN at update 2"))
  }

  @Test func `a young curve has ten points of room`() {
    let ranges = LineChartRanges(LineChart(series: [Series(points: [[1, 1], [2, 1.5]])]))
    #expect(ranges.columns == ValueRange(0, 10, isWhole: true))
  }

  @Test func `an empty chart shows its baselines and no numbers below`() {
    let all = lines(Samples.empty, 60, 12)
    #expect(all.joined().contains("ln 4  chance"))
    #expect(all[11].trimmingPrefix { $0 == " " }.hasPrefix("update"))
  }
}
