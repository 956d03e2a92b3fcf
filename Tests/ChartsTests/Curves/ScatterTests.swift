import Charts
import Screen
import Testing

@Suite struct ScatterTests {
  @Test(arguments: [40, 80, 200]) func `names stay near their clouds, and apart`(width: Int) {
    let names = ["they", "you", "we", "us"]
    let clouds = names.map { Scatter.Cloud($0, [[0.1, 0.1], [0.1, 0.1]]) }
    let frame = Scatter.Cloud("", [[-1, -1], [1, 1]])
    var grid = Grid(width: width, height: 12)
    Scatter(clouds: clouds + [frame]).draw(on: &grid, in: grid.bounds, Capabilities())
    var found: [(row: Int, column: Int)] = []
    for (row, line) in grid.rows.enumerated() {
      for name in names {
        guard let range = line.firstRange(of: name) else { continue }
        let column = line.distance(from: line.startIndex, to: range.lowerBound)
        found.append((row, column))
      }
    }
    #expect(found.count == names.count)
    for one in found {
      #expect(found.allSatisfy { abs($0.column - one.column) <= 9 && abs($0.row - one.row) <= 6 })
    }
  }
}
