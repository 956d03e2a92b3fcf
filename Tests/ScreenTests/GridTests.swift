import Testing

@testable import Screen

@Suite("The grid")
struct GridTests {
  @Test("Text is cut at the edges, and nothing is written outside")
  func clipping() {
    var grid = Grid(width: 5, height: 2)
    #expect(grid.put("abcdefgh", x: 3, y: 0, style: .plain) == 8)
    grid.put("xyz", x: -1, y: 1, style: .plain)
    grid.put("no", x: 0, y: 2, style: .plain)
    #expect(grid.lines() == ["   ab", "yz"])
    grid.put("12345", x: 0, y: 1, style: .dim, within: Rectangle(x: 1, y: 1, width: 2, height: 1))
    #expect(grid.lines()[1] == "y23")
  }

  @Test("A wide character takes two places, and half of one leaves a blank")
  func wide() {
    var grid = Grid(width: 6, height: 1)
    #expect(grid.put("東京", x: 0, y: 0, style: .plain) == 4)
    #expect(grid.lines() == ["東京"])
    grid.put("x", x: 1, y: 0, style: .plain)
    #expect(grid.lines() == [" x京"])
    grid.put("京", x: 5, y: 0, style: .plain)
    #expect(grid.lines() == [" x京"])
  }

  @Test("No control character reaches the grid")
  func controls() {
    var grid = Grid(width: 12, height: 1)
    grid.put("a\u{1B}[2Jb\u{07}\u{9B}c", x: 0, y: 0, style: .plain)
    #expect(grid.lines() == ["a?[2Jb??c"])
    let text = grid.ansi(theme: .dark, depth: .none)
    #expect(!text.dropFirst(4).contains("\u{1B}[2J"))
  }

  @Test("Empty grids and every size draw")
  func sizes() {
    for size in [0, 1, 2, 300] {
      var grid = Grid(width: size, height: size)
      grid.put("text", x: 0, y: 0, style: .plain)
      #expect(grid.lines().count == size)
      #expect(grid.svg(theme: .light).hasSuffix("</svg>\n"))
    }
    #expect(Grid(width: -3, height: 4).text() == "\n\n\n\n")
  }

  @Test("The ASCII screen is ASCII, column for column")
  func ascii() {
    var grid = Grid(width: 30, height: 1)
    grid.put("─│┤·▸●⣿▄½√σ 東 ⠀ e\u{301}", x: 0, y: 0, style: .plain)
    let ascii = grid.asciiOnly()
    #expect(ascii.lines().joined().allSatisfy { $0.isASCII })
    #expect(ascii.lines()[0].hasPrefix("-||.>**#hvs"))
  }

  @Test("SVG escapes what XML would read, and ANSI returns to plain at each line's end")
  func writers() {
    var grid = Grid(width: 10, height: 1)
    grid.put("<a&b>", x: 0, y: 0, style: .bad.bolded)
    #expect(grid.svg(theme: .dark).contains(">&lt;a&amp;b&gt;</text>"))
    #expect(
      grid.ansi(theme: .dark, depth: .colors256) == "\u{1B}[0;1;38;5;210m<a&b>\u{1B}[0m\n")
  }

  /// WCAG 2's formulas for relative luminance and contrast.
  @Test(
    "Every ink has a contrast of 4.5 to 1 on its theme's background",
    arguments: [Theme.dark, Theme.light])
  func contrast(theme: Theme) {
    func luminance(_ index: Int) -> Double {
      let (red, green, blue) = Palette.components(index)
      let linear = [red, green, blue].map { value -> Double in
        let share = Double(value) / 255
        return share <= 0.03928 ? share / 12.92 : power((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    for ink in Ink.allCases where ink != .plain {
      let color = theme.look(Style(ink), depth: .colors256).foreground ?? -1
      let pair = [luminance(color), luminance(theme.background)].sorted()
      #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(theme.name) \(ink)")
    }
  }
}

@Suite("Wrapping")
struct WrapTests {
  private func lines(_ text: String, _ width: Int) -> [String] {
    wrap([StyledText(text, .plain)], width: width).map { $0.map(\.text).joined() }
  }

  @Test("Lines break between words and never pass the width")
  func words() {
    #expect(lines("one two three", 7) == ["one two", "three"])
    #expect(lines("one   two", 20) == ["one two"])
    #expect(lines("", 5) == [""])
    #expect(lines("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(lines("東京 大阪", 4) == ["東京", "大阪"])
  }

  @Test("Styles stay with their words")
  func styles() {
    let wrapped = wrap(
      [StyledText("a ", .plain), StyledText("bold", .accent), StyledText(".", .plain)], width: 6)
    #expect(wrapped.map { $0.map(\.text).joined() } == ["a", "bold."])
    #expect(wrapped[1].map(\.style) == [.accent, .plain])
  }

  @Test("Any width and any text give lines that fit", arguments: 1...40)
  func fits(width: Int) {
    let text = "The gradient that reaches step t was multiplied 東京 at every-single-step it came."
    for line in lines(text, width) where width >= 2 { #expect(columns(of: line) <= width) }
  }
}

/// x^y for positive x, without Foundation.
private func power(_ x: Double, _ y: Double) -> Double {
  var (result, square, rest) = (1.0, x.squareRoot(), y)
  while rest >= 1 {
    result *= x
    rest -= 1
  }
  for _ in 0..<40 {
    rest *= 2
    if rest >= 1 {
      result *= square
      rest -= 1
    }
    square = square.squareRoot()
  }
  return result
}
