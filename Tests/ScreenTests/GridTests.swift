import Screen
import Testing

@Suite struct GridTests {
  @Test func `text is put where it belongs and cut at the edge`() {
    var grid = Grid(width: 6, height: 2)
    #expect(grid.put("loss", x: 3, y: 1) == 3)
    #expect(grid.rows == ["      ", "   los"])
    #expect(grid.put("loss", x: -2, y: 0) == 4)
    #expect(grid.rows[0] == "ss    ")
  }

  @Test func `nothing outside the clip is changed`() {
    var grid = Grid(width: 6, height: 1)
    grid.fill(grid.bounds, with: Glyph("."))
    grid.put("abcdef", x: 0, y: 0, within: Rectangle(x: 2, y: 0, width: 2, height: 1))
    #expect(grid.rows == ["..cd.."])
  }

  @Test func `a wide character takes two cells`() {
    var grid = Grid(width: 5, height: 1)
    #expect(grid.put("日x", x: 0, y: 0) == 3)
    #expect(grid[0, 0].character == "日")
    #expect(grid[1, 0].character == nil)
    #expect(grid.rows == ["日x  "])
  }

  @Test func `overwriting half of a wide character blanks the other half`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("日本", x: 0, y: 0)
    grid.put("x", x: 1, y: 0)
    #expect(grid.rows == [" x本"])
    grid.put("y", x: 2, y: 0)
    #expect(grid.rows == [" xy "])
  }

  @Test func `a wide character that does not fit leaves a blank`() {
    var grid = Grid(width: 3, height: 1)
    grid.put("ab日", x: 0, y: 0)
    #expect(grid.rows == ["ab "])
    grid.put("日b", x: -1, y: 0)
    #expect(grid.rows == [" b "])
  }

  @Test func `control characters never get in`() {
    var grid = Grid(width: 8, height: 1)
    grid.put("a\u{1B}[m\n\u{9B}\u{202E}b", x: 0, y: 0)
    #expect(grid.rows == ["a\u{FFFD}[m\u{FFFD}\u{FFFD}\u{FFFD}b"])
    grid[0, 0] = Glyph("\u{7}")
    #expect(grid[0, 0].character == "\u{FFFD}")
  }

  @Test func `cells outside read blank and write nothing`() {
    var grid = Grid(width: 2, height: 2)
    let empty = grid
    for (x, y) in [(-1, 0), (0, -1), (2, 0), (0, 2), (Int.max, Int.min), (Int.min, Int.max)] {
      #expect(grid[x, y] == .blank)
      grid[x, y] = Glyph("x")
      grid.put("日", x: x, y: y == 0 ? 9 : y)
    }
    #expect(grid == empty)
    #expect(Grid(width: -1, height: 3).rows == ["", "", ""])
  }

  @Test func `right-aligned text ends before its column`() {
    var grid = Grid(width: 6, height: 1)
    #expect(grid.put("1.5", endingAt: 4, y: 0) == 1)
    #expect(grid.rows == [" 1.5  "])
  }

  @Test func `a grid is drawn onto another at a position`() {
    var small = Grid(width: 3, height: 1)
    small.put("日x", x: 0, y: 0, style: .accent)
    var grid = Grid(width: 4, height: 2)
    grid.draw(small, x: 2, y: 1)
    #expect(grid.rows == ["    ", "  日"])
    #expect(grid[2, 1].style == .accent)
  }

  @Test func `every row stays as wide as the grid, whatever is drawn`() {
    var random = Dice(seed: 3)
    let texts = ["日本語", "a", "e\u{301}\u{302}", "👨‍👩‍👧", "\t\u{0}", "────", "", "한글x"]
    for _ in 0..<300 {
      var grid = Grid(width: random.below(12), height: random.below(4))
      for _ in 0..<20 {
        let clip = Rectangle(
          x: random.below(14) - 2, y: random.below(5) - 1, width: random.below(12),
          height: random.below(5))
        grid.put(
          texts[random.below(texts.count)], x: random.below(20) - 6, y: random.below(6) - 1,
          within: random.below(2) == 0 ? nil : clip)
        if random.below(5) == 0 { grid.fill(clip, with: Glyph("日")) }
      }
      for line in grid.rows {
        #expect(Screen.columns(of: line) == grid.width)
      }
      for line in grid.asciiOnly().rows {
        #expect(line.utf8.count == grid.width)
        #expect(line.utf8.allSatisfy { 0x20..<0x7F ~= $0 })
      }
    }
  }
}

/// A small generator, so that a failure repeats.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}

extension Grid {
  /// Every row as text with the spaces at its end.
  var rows: [String] {
    (0..<height).map { y in row(y).compactMap { $0.character.map(String.init) }.joined() }
  }
}
