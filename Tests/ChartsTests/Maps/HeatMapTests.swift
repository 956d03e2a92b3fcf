import Screen
import Testing

@testable import Charts

@Suite struct HeatMapTests {
  private func lines(_ chart: some Chart, _ width: Int, _ height: Int) -> [String] {
    var grid = Grid(width: width, height: height)
    chart.draw(on: &grid, in: grid.bounds, Capabilities())
    return grid.lines()
  }

  /// A date of ten characters: at 80x24 a pane has six lines for its rows.
  private let map = HeatMap(
    title: "where it looks",
    matrix: HeatMap.Matrix(
      (0..<30).map { Float($0) / 30 }, columns: 3, rowNames: "1996-10-16".map { String($0) },
      columnNames: ["a", "b", "c"]),
    range: .unit)

  @Test func `two rows of one-letter names share a line, and both are named`() {
    let text = lines(map, 60, 8)
    for (line, names) in zip(text.dropFirst(), ["19", "96", "-1", "0-", "16"]) {
      #expect(line.hasPrefix(names))
    }
    #expect(!text.joined().contains("mean of"))
  }

  @Test func `an odd last row is named alone`() {
    var odd = map
    odd.matrix.values.removeLast(3)
    odd.matrix.rowNames.removeLast()
    #expect(lines(odd, 60, 8)[5].hasPrefix("1 "))
  }

  @Test func `where there is room each row has its own line`() {
    let text = lines(map, 60, 14)
    #expect(text[1].hasPrefix("1 ") && text[2].hasPrefix("9 "))
  }

  @Test(
    arguments: [
      ([1, 0.5, 0], ["1.0", "0.5", "0.0"]), ([2, 0, -2], ["2", "0", "-2"]),
      ([0.82, 0, -0.82], ["0.82", "0.00", "-0.82"]),
      ([1e-5, 0, -1e-5], ["1.0e-5", "0", "-1.0e-5"]),
    ] as [([Double], [String])]) func `numbers below each other have as many decimals`(
      values: [Double], texts: [String]
    )
  {
    #expect(SmallNumber.texts(values, digits: 2) == texts)
  }

  @Test func `names of clouds keep a blank between them`() {
    let clouds = [("they", -0.02), ("you", 0.02), ("we", 0.0), ("i", 0.05)].map {
      Scatter.Cloud($0.0, [[Float($0.1), 0], [Float($0.1) + 0.1, 0.1]], mark: "o")
    }
    let far = Scatter.Cloud("", [[-1, -1], [1, 1]], mark: ".")
    let scatter = Scatter(clouds: clouds + [far], axes: ("x", "y"))
    let text = lines(scatter, 60, 12).joined(separator: "\n")
    let letters = text.split { !$0.isLetter }.map { String($0) }
    for name in ["they", "you", "we", "i"] { #expect(letters.contains(name)) }
  }
}
