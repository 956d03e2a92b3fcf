import Foundation
import Screen
import Testing

@testable import Charts

/// Every chart with ordinary and with hostile data.
private let charts:
  [(name: String, draw: @Sendable (inout Grid, Rectangle, Capabilities) -> Void)] = {
    let values: [[Float]] = [
      [], [1], [0.5, 0.4, 0.3, 0.2], [.nan, .nan], [1, .infinity, 2], [1e38, -1e38],
      [.leastNonzeroMagnitude, 0], [3, 3, 3], [1e-30, 1e30],
    ]
    var all: [(String, @Sendable (inout Grid, Rectangle, Capabilities) -> Void)] = []
    for (index, data) in values.enumerated() {
      let points = data.enumerated().map { SIMD2<Float>(Float($0), $1) }
      let line = LineChart(
        title: "loss", status: "update 3",
        series: [
          Series(name: "train", points: points, ink: .first, valueText: "1.2"),
          Series(name: "held out", points: points.reversed(), ink: .second),
        ],
        levels: [LevelLine(value: 1, label: "chance"), LevelLine(value: .nan, label: "none")],
        events: [ChartEvent(x: 1, text: "NaN at update 1")], xRange: 0...3)
      all.append(("line \(index)", { line.draw(on: &$0, in: $1, $2) }))
      let ruler = GradientRuler(
        title: "ruler", status: "1", values: data, predicted: data, predictedName: "g^k")
      all.append(("ruler \(index)", { ruler.draw(on: &$0, in: $1, $2) }))
    }
    return all
  }()

@Suite("Every chart")
struct ChartContractTests {
  @Test(
    "draws at every size and tier and writes nothing outside its rectangle",
    arguments: charts.indices)
  func staysInside(index: Int) {
    for (width, height) in [(0, 0), (1, 1), (2, 3), (7, 5), (20, 4), (58, 14), (1, 40), (300, 90)] {
      for tier in GlyphTier.allCases {
        var grid = Grid(width: width + 4, height: height + 4)
        for y in 0..<grid.height {
          grid.put(String(repeating: "@", count: grid.width), x: 0, y: y, style: .plain)
        }
        let place = Rectangle(x: 2, y: 2, width: width, height: height)
        charts[index].draw(&grid, place, Capabilities(glyphs: tier))
        for y in 0..<grid.height {
          for x in 0..<grid.width where !place.contains(x: x, y: y) {
            #expect(grid[x, y].character == "@", "\(charts[index].name) at \(x), \(y)")
          }
        }
      }
    }
  }
}

@Suite("Chart frames")
struct ChartFrameTests {
  static let line = LineChart(
    title: "loss", status: "update 400",
    series: [
      Series(
        name: "a", points: (0...400).map { [Float($0), 1.4 / (1 + Float($0) / 60)] }, ink: .first,
        valueText: "0.18")
    ],
    levels: [
      LevelLine(value: 1.386, label: "ln 4  chance"), LevelLine(value: 0.693, label: "ln 2"),
      LevelLine(value: 0, label: "0  solved"),
    ], xRange: 0...500)

  static let ruler = GradientRuler(
    title: "gradient ruler", status: "t=1 : t=T  1e-4",
    values: (0..<40).map { 0.1 / Float(1 << (39 - $0)).squareRoot() },
    predicted: (0..<40).map { 0.1 / Float(1 << ((39 - $0) / 4)) }, predictedName: "0.84^k")

  @Test("look as they did", arguments: [(58, 14), (40, 8), (100, 20)], GlyphTier.allCases)
  func goldens(size: (Int, Int), tier: GlyphTier) throws {
    for (name, isLine) in [("line", true), ("ruler", false)] {
      var grid = Grid(width: size.0, height: size.1)
      let capabilities = Capabilities(glyphs: tier)
      if isLine {
        Self.line.draw(on: &grid, in: grid.bounds, capabilities)
      } else {
        Self.ruler.draw(on: &grid, in: grid.bounds, capabilities)
      }
      if tier == .ascii { grid = grid.asciiOnly() }
      try expectGolden("\(name)-\(size.0)x\(size.1)-\(tier)", grid.text(), beside: #filePath)
    }
  }

  @Test("A spike of one update stays in sight at any width")
  func spike() {
    let points = (0..<5000).map { SIMD2<Float>(Float($0), $0 == 2500 ? 9 : 1) }
    let chart = LineChart(
      title: "", series: [Series(name: "", points: points, ink: .first)], xRange: 0...5000)
    var grid = Grid(width: 40, height: 12)
    chart.draw(on: &grid, in: grid.bounds, Capabilities(glyphs: .ascii))
    #expect(grid.lines()[1].contains("*"))
  }

  @Test("A bar of the ruler is as tall as its value's logarithm")
  func barHeights() {
    let ruler = GradientRuler(title: "", values: [1e-4, 1e-2, 1])
    var grid = Grid(width: 20, height: 12)
    ruler.draw(on: &grid, in: grid.bounds, Capabilities(glyphs: .ascii))
    let text = grid.lines()
    func top(_ label: String) -> Int { text.firstIndex { $0.contains(label) } ?? -1 }
    let plot = text.map { Array($0.padding(toLength: 20, withPad: " ", startingAt: 0)) }
    // Three steps share the fourteen columns right of the axis, four each.
    #expect(plot[top("1e-4")][7] == "#" && plot[top("1e-4") - 1][7] != "#")
    #expect(plot[top("1e-2")][11] == "#" && plot[top("1e-2") - 2][11] != "#")
    #expect(plot[top("1e0")][15] == "#")
  }
}

@Suite("Ticks and numbers")
struct TickTests {
  @Test(
    "Ticks are simple, inside the range, and as dense as asked",
    arguments: [(0.0, 1.0), (0, 1.39), (-3, 7), (0.001, 0.002), (0, 12345), (1e-9, 2e-9)])
  func inside(low: Double, high: Double) {
    for wanted in 2...8 {
      let ticks = Ticks(low: low, high: high, wanted: wanted)
      #expect(ticks.values.allSatisfy { $0 >= low - 1e-12 && $0 <= high * (1 + 1e-9) })
      #expect(ticks.values.count >= 1 && ticks.values.count <= 2 * wanted + 1)
      #expect(Set(ticks.labels).count == ticks.labels.count)
    }
  }

  @Test("An empty, an endless and an upside-down range have no ticks")
  func empty() {
    for (low, high) in [(1.0, 1.0), (2, 1), (.nan, 1), (0, .infinity)] {
      #expect(Ticks(low: low, high: high, wanted: 4).values.isEmpty)
    }
    #expect(Ticks(low: 0, high: 1.5, wanted: 4).labels == ["0.0", "0.5", "1.0", "1.5"])
  }

  @Test(
    "Numbers have three significant digits",
    arguments: [
      (0, "0"), (1.386, "1.39"), (0.0123, "0.012"), (12.34, "12.3"), (107.2, "107"),
      (4.25e8, "4.3e8"), (1.2e-14, "1.2e-14"), (-0.5, "-0.50"), (.nan, "NaN"),
      (.infinity, "inf"), (9999.9, "1.0e4"), (0.9999e-3, "0.001"),
    ] as [(Float, String)])
  func numbers(value: Float, text: String) {
    #expect(SmallNumber.text(value) == text)
  }
}

/// Compares `text` with the golden file `name`; `UNROLL_UPDATE_GOLDENS=1` writes it instead.
func expectGolden(_ name: String, _ text: String, beside file: String) throws {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Goldens")
  let url = folder.appendingPathComponent("\(name).txt")
  if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
  let golden = try? String(contentsOf: url, encoding: .utf8)
  #expect(golden == text, "\(name) differs from its golden frame:\n\(text)")
}
