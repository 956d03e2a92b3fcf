import Testing

@testable import Charts

@Suite struct TickSearchTests {
  @Test(arguments: [(0, 1.4), (0.1, 97), (-3, 5), (1e-30, 2e-30), (0, 3.4e38), (2.2, 2.3)], 2...40)
  func `the axis covers the range and every tick is a multiple of the step`(
    range: (Double, Double), cells: Int
  ) throws {
    let search = TickSearch(low: range.0, high: range.1, cells: cells, spacing: 2.6)
    let found = try #require(search.best())
    let half = found.perCell / 2
    let slack = found.perCell * 1e-9
    #expect(found.origin - half <= range.0 + slack)
    #expect(found.origin + Double(cells - 1) * found.perCell + half >= range.1 - slack)
    for tick in found.ticks(cells: cells) {
      let value = found.origin + Double(tick.cell) * found.perCell
      #expect(abs(value - tick.value) <= abs(found.step) * 1e-9)
    }
  }

  @Test(arguments: [(0, 1.386, 11, 0.5), (0, 100, 11, 50), (0, 1, 11, 0.5), (1.9, 5.1, 9, 1)])
  func `steps are those a person would choose`(
    low: Double, high: Double, cells: Int, step: Double
  ) throws {
    let search = TickSearch(low: low, high: high, cells: cells, spacing: 2.6)
    #expect(try #require(search.best()).step == step)
  }

  @Test(arguments: 4...120) func `labels along a row never touch`(columns: Int) {
    for high in [7.0, 412, 20_000, 1e7, 0.003] {
      let axis = Axis.horizontal(ValueRange(0, high, isWhole: high >= 1), columns: columns)
      for (tick, next) in zip(axis.ticks, axis.ticks.dropFirst()) {
        #expect(next.cell - tick.cell >= max(tick.label.count, next.label.count) + 2)
      }
    }
  }

  @Test func `whole numbers have no ticks between them`() {
    let axis = Axis.horizontal(ValueRange(0, 3, isWhole: true), columns: 100)
    #expect(axis.ticks.map(\.label) == ["0", "1", "2", "3"])
  }

  @Test(arguments: [(0.0, 0.0), (1, 0), (.nan, 1), (0, .infinity)])
  func `an impossible range has no axis`(low: Double, high: Double) {
    #expect(TickSearch(low: low, high: high, cells: 8, spacing: 2).best() == nil)
    #expect(TickSearch(low: 0, high: 1, cells: 0, spacing: 2).best() == nil)
  }
}
