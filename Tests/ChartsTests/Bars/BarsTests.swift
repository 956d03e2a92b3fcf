import Charts
import Screen
import Testing

@Suite struct BarsTests {
  private func lines(_ chart: some Chart, _ width: Int, _ height: Int) -> [String] {
    var grid = Grid(width: width, height: height)
    chart.draw(on: &grid, in: grid.bounds, Capabilities())
    return grid.rows
  }

  @Test func `a bar is as long as its number and the number stands beside it`() {
    let bars = Bars([Bars.Bar("a", 1), Bars.Bar("bc", 0.5)], range: 0...1)
    #expect(lines(bars, 21, 2) == ["a   ████████     1.00", "bc  ████        0.500"])
  }

  @Test func `numbers below zero go to the left`() {
    let bars = Bars([Bars.Bar("a", -1), Bars.Bar("b", 1)], range: -1...1)
    #expect(lines(bars, 20, 2) == ["a  ████        -1.00", "b      ████     1.00"])
  }

  @Test func `a number outside the range fills its bar and is still told`() {
    #expect(lines(Bars([Bars.Bar("a", 7)], range: 0...1), 16, 1) == ["a  ████     7.00"])
  }

  @Test func `a sparkline shows the newest values`() {
    #expect(lines(Sparkline(values: [9, 0, 1, 2, 4]), 4, 1) == ["▁▂▄█"])
    #expect(lines(Sparkline(values: [0, .nan, 1]), 3, 1) == ["▁✗█"])
    #expect(lines(Sparkline(values: [1, 2], range: 0...4), 2, 2) == ["  ", "▄█"])
  }
}
