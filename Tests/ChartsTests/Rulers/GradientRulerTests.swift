import Screen
import Testing

@testable import Charts

@Suite struct GradientRulerTests {
  private func lines(_ ruler: GradientRuler, _ width: Int, _ height: Int) -> [String] {
    var grid = Grid(width: width, height: height)
    ruler.draw(on: &grid, in: grid.bounds, Capabilities())
    return grid.lines()
  }

  @Test(arguments: 1...120, [1, 2, 5, 20, 40, 60, 119, 120, 121, 400, 1000])
  func `bars fill the columns in order and stand for every step`(width: Int, steps: Int) {
    let columns = RulerColumns(steps: steps, width: width)
    #expect(columns.bars * columns.stepsPerBar >= steps)
    #expect((columns.bars - 1) * columns.stepsPerBar < steps)
    var next = 0
    for bar in 0..<columns.bars {
      let range = columns.columns(of: bar)
      #expect(range.lowerBound >= next && !range.isEmpty)
      next = range.upperBound
    }
    #expect(next <= width)
  }

  @Test func `a bar of several steps shows the largest, or NaN`() {
    let columns = RulerColumns(steps: 6, width: 3)
    #expect(columns.largest(of: [1, 2, 5, 4, .nan, 9], in: 0) == 2)
    #expect(columns.largest(of: [1, 2, 5, 4, .nan, 9], in: 1) == 5)
    #expect(columns.largest(of: [1, 2, 5, 4, .nan, 9], in: 2)?.isNaN == true)
    #expect(columns.largest(of: [1, 2, 5, 4, 9, .nan], in: 2)?.isNaN == true)
    #expect(columns.name == "max of 2 steps")
  }

  @Test func `equal factors are equal steps up`() {
    let ruler = GradientRuler(values: [1e-3, 1e-2, 1e-1, 1])
    let axis = Axis.vertical(RulerRange.range(of: ruler.values, []), rows: 12, scale: .logarithmic)
    let heights = ruler.values.compactMap { axis.position(of: $0) }
    #expect(abs(heights[1] - heights[0] - (heights[3] - heights[2])) < 1e-6)
  }

  @Test func `zero, subnormal numbers, NaN and infinity each have their own mark`() {
    let text = lines(Samples.rulerMarks, 70, 12).joined(separator: "\n")
    for word in ["exactly zero", "subnormal", "NaN", "infinite"] {
      #expect(text.contains(word))
    }
    #expect(lines(Samples.rulerMarks, 70, 12)[9].contains("000"))
  }

  @Test func `the axis has powers of ten and both ends of the sequence`() {
    let text = lines(Samples.ruler, 78, 12).joined(separator: "\n")
    for word in ["1e0", "1e-2", "t=1", "T=40", "measured", "0.9^k"] {
      #expect(text.contains(word))
    }
  }

  @Test(arguments: 20...140, [5, 40, 123, 400])
  func `labels below the bars never touch`(width: Int, steps: Int) throws {
    let ruler = GradientRuler(values: Array(repeating: 1, count: steps), measuredName: "")
    let row = try #require(lines(ruler, width, 8).last)
    let ticks = row.prefix { $0 != "T" }.split(separator: " ").dropFirst().compactMap { Int($0) }
    #expect(row.contains("t=1 "))
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ticks.allSatisfy { $0 > 1 && $0 < steps })
    #expect(row.contains(" T=\(steps) ") || row.hasSuffix(" T=\(steps)"))
  }

  @Test func `the names move into the title row when steps need the columns`() {
    let ruler = GradientRuler(
      title: "ruler", values: Array(repeating: 1, count: 50),
      prediction: GradientRuler.Prediction(
        Array(repeating: 1, count: 50), name: "linear, 1.00^k"))
    #expect(lines(ruler, 80, 8)[0].hasPrefix("ruler  |dL/dh_t|, log scale"))
    #expect(lines(ruler, 60, 8)[0] == "ruler  measured  ⠒⠒ linear, 1.00^k")
    #expect(lines(ruler, 60, 8)[7].contains("T=50"))
    #expect(lines(ruler, 50, 8)[7].contains("max of 2 steps"))
  }

  @Test func `a line through the bars is cut out of them`() {
    var grid = Grid(width: 40, height: 12)
    GradientRuler(
      values: Array(repeating: 1, count: 20),
      prediction: GradientRuler.Prediction(Array(repeating: 0.1, count: 20))
    )
    .draw(on: &grid, in: grid.bounds, Capabilities())
    let cut = (0..<12).flatMap { grid.row($0) }.filter { $0.style == Style.area.reversed }
    #expect(cut.count > 20)
    #expect(cut.allSatisfy { $0.character != "█" })
  }

  @Test func `a prediction far below does not squash the bars`() {
    let range = RulerRange.range(of: [0.5, 1], [1e-30, 1])
    #expect(range.low >= 1e-3)
    #expect(range.high == 1)
  }

  @Test func `equal gradients still span two decades`() {
    let range = RulerRange.range(of: [1, 1, 1], [])
    #expect(range.low <= 0.01)
  }
}
