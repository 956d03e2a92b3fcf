import Testing

@testable import Charts

@Suite struct AxisTests {
  @Test(arguments: 1...60) func `ticks lie exactly where their values are drawn`(rows: Int) throws {
    for range in [ValueRange(0, 1.4), ValueRange(-30, 4), ValueRange(2.2, 2.21)] {
      let axis = Axis.vertical(range, rows: rows, scale: .linear)
      for tick in axis.ticks {
        let value = try #require(Float(tick.label))
        let position = try #require(axis.position(of: value))
        #expect(abs(position - Double(tick.cell)) < 1e-3)
      }
    }
  }

  @Test func `a logarithmic axis has whole decades`() throws {
    let axis = Axis.vertical(ValueRange(1e-7, 2), rows: 8, scale: .logarithmic)
    #expect(axis.ticks.map(\.label) == ["1e-6", "1e-4", "1e-2", "1e0"])
    #expect(try abs(#require(axis.position(of: 1e-4)) - Double(axis.ticks[1].cell)) < 1e-6)
  }

  @Test func `in few decades a logarithmic axis also has twos and fives`() {
    let axis = Axis.vertical(ValueRange(0.3, 2), rows: 12, scale: .logarithmic)
    #expect(axis.ticks.map(\.label) == ["5e-1", "1e0", "2e0"])
  }

  @Test func `zero lies on the lower edge of a logarithmic axis`() {
    let axis = Axis.vertical(ValueRange(0.1, 10), rows: 8, scale: .logarithmic)
    #expect(axis.position(of: 0) == -0.5)
    #expect(axis.position(of: -3) == -0.5)
    #expect(axis.position(of: .nan) == nil)
  }

  @Test func `zero has a row of its own on request`() throws {
    let axis = Axis.withFloor(ValueRange(0.1, 10), rows: 8, label: "≤0")
    #expect(axis.position(of: 0) == 0)
    #expect(axis.ticks.first == Axis.Tick(cell: 0, label: "≤0"))
    #expect(try #require(axis.position(of: 0.1)) >= 0.5)
    for tick in axis.ticks.dropFirst() {
      let value = try #require(Float(tick.label))
      #expect(try abs(#require(axis.position(of: value)) - Double(tick.cell)) < 0.5)
    }
  }

  @Test func `a single value has an axis around it`() throws {
    for value in [0, 1.4, -1e30, Float.leastNonzeroMagnitude] {
      let range = ValueRange(Double(value), Double(value))
      let axis = Axis.vertical(range, rows: 9, scale: .linear)
      let position = try #require(axis.position(of: value))
      #expect(position >= 0 && position <= 8)
      #expect(axis.ticks.count >= 2)
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
    }
  }
}
