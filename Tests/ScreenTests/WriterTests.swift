import Screen
import Testing

@Suite struct WriterTests {
  private var grid: Grid {
    var grid = Grid(width: 8, height: 2)
    grid.put("loss", x: 0, y: 0, style: .strong)
    grid.put("0.1", x: 5, y: 0, style: Style(.first))
    grid.put("日", x: 0, y: 1)
    return grid
  }

  @Test func `plain text has no spaces at line ends`() {
    #expect(grid.text() == "loss 0.1\n日\n")
    #expect(grid.lines() == ["loss 0.1", "日"])
  }

  @Test func `colours are set where they change and reset at the line's end`() {
    let expected = "\u{1B}[0;1mloss \u{1B}[0;38;5;75m0.1\u{1B}[0m\n日\n"
    #expect(grid.ansi(theme: .dark, depth: .colors256) == expected)
  }

  @Test func `without colours only attributes are written`() {
    #expect(grid.ansi(theme: .dark, depth: .none) == "\u{1B}[0;1mloss \u{1B}[0m0.1\n日\n")
  }

  @Test func `reversed blanks are kept`() {
    var grid = Grid(width: 3, height: 1)
    grid.put(" ", x: 1, y: 0, style: Style.plain.reversed)
    #expect(grid.ansi() == " \u{1B}[0;7m \u{1B}[0m\n")
  }

  @Test func `an SVG picture begins each word at its column`() {
    let svg = grid.svg(theme: .dark, title: "a < b & \"c\"")
    #expect(svg.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"))
    #expect(
      svg.contains("<text class=\"plain bold\" x=\"0\" y=\"15\" textLength=\"40\">loss</text>"))
    #expect(svg.contains("<text class=\"first\" x=\"50\" y=\"15\" textLength=\"30\">0.1</text>"))
    #expect(svg.contains("<text class=\"plain\" x=\"0\" y=\"35\" textLength=\"20\">日</text>"))
  }

  @Test func `lines, blocks and dots are shapes in an SVG picture`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("─┤▄⠁", x: 0, y: 0)
    let svg = grid.svg()
    #expect(!svg.contains("<text"))
    #expect(svg.contains("<path class=\"lines plain\" d=\"M0 10h10M15 0v20M10 10h5\"/>"))
    #expect(svg.contains("<path class=\"blocks plain\" d=\"M20 10h10v10h-10z\"/>"))
    #expect(svg.contains("<path class=\"dots plain\" d=\"M32.5 2.5h.01\"/>"))
  }

  @Test func `a reversed cell is cut out of its colour in an SVG picture`() {
    var grid = Grid(width: 2, height: 1)
    grid.put("⠁x", x: 0, y: 0, style: Style.area.reversed)
    let svg = grid.svg()
    #expect(svg.contains("<rect class=\"cell area\" x=\"0\" y=\"0\" width=\"10\" height=\"20\"/>"))
    #expect(svg.contains("<path class=\"dots back\" d=\"M2.5 2.5h.01\"/>"))
    #expect(svg.contains("<text class=\"back\" x=\"10\""))
    #expect(svg.contains(".back{fill:#1c1c1c}"))
  }

  @Test(arguments: 0..<3) func `the smallest pictures can be written`(size: Int) {
    let grid = Grid(width: size, height: size)
    #expect(grid.text().count == size)
    #expect(grid.svg().hasSuffix("</svg>\n"))
    #expect(grid.ansi().count == size)
  }
}
