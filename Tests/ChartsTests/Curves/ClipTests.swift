import Testing

@testable import Charts

@Suite struct ClipTests {
  @Test func `a line inside stays as it is`() throws {
    let line = try #require(clippedLine((1, 1), (8, 3), width: 10, height: 5))
    #expect(line.from == (1, 1))
    #expect(line.to == (8, 3))
  }

  @Test func `a line across ends half a dot beyond the edges`() throws {
    let line = try #require(clippedLine((-100, 2), (1e30, 2), width: 10, height: 5))
    #expect(abs(line.from.x + 0.5) < 1e-9)
    #expect(abs(line.to.x - 9.5) < 1e-9)
    #expect(line.from.y == 2 && line.to.y == 2)
  }

  @Test(arguments: [(0.0, -3.0, 9.0, -1.0), (20, 0, 20, 4), (-5, 0, 0, -9)])
  func `a line outside has no part`(x0: Double, y0: Double, x1: Double, y1: Double) {
    #expect(clippedLine((x0, y0), (x1, y1), width: 10, height: 5) == nil)
  }
}
