import Screen
import Testing

@testable import Charts

@Suite struct TraceTests {
  /// A curve on a braille canvas, its points given in dots from the left and the top.
  private func draw(
    _ points: [(Double, Double)?], _ pattern: Pattern = .solid, columns: Int = 6, rows: Int = 2
  ) -> [String] {
    var canvas = Canvas(columns: columns, rows: rows, tier: .braille)
    canvas.beginLayer(.plain, .curve(pattern))
    var trace = Trace(pattern)
    for point in points {
      trace.add(point.map { (x: $0.0, y: $0.1) }, on: &canvas)
    }
    trace.finish(on: &canvas)
    var grid = Grid(width: columns, height: rows)
    canvas.draw(on: &grid, in: grid.bounds)
    return grid.rows
  }

  @Test func `a straight line has a dot in every column`() {
    #expect(draw([(0, 0), (11, 0)]) == ["⠉⠉⠉⠉⠉⠉", "      "])
    #expect(draw([(0, 7), (11, 0)]) == ["   ⣀⠔⠊", "⡠⠔⠉   "])
  }

  @Test func `a spike among many points in one column is drawn`() {
    let points: [(Double, Double)?] = (0..<100).map { (2 + Double($0) / 250, $0 == 40 ? 0 : 7) }
    #expect(draw(points) == [" ⡇    ", " ⡇    "])
  }

  @Test func `a gap interrupts the line`() {
    #expect(draw([(0, 0), (3, 0), nil, (8, 0), (11, 0)])[0] == "⠉⠉  ⠉⠉")
  }

  @Test func `a point between two gaps is drawn larger`() {
    #expect(draw([nil, (4, 0), nil]) == ["  ⠛   ", "      "])
  }

  @Test func `patterns leave out dots`() {
    #expect(draw([(0, 0), (11, 0)], .dashed)[0] == "⠉⠁⠈⠉ ⠉")
    #expect(draw([(0, 0), (11, 0)], .dotted)[0] == "⠁⠈ ⠁⠈ ")
  }

  @Test func `a line to the end of all numbers is cut at the edge`() {
    #expect(draw([(0, 7), (11, -1e300)]) == ["⡇     ", "⡇     "])
    #expect(draw([(-1e300, 0), (1e300, 0)])[0] == "⠉⠉⠉⠉⠉⠉")
    #expect(draw([(0, -9), (11, -9)]) == ["      ", "      "])
  }
}
