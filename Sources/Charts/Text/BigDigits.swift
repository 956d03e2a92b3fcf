import Screen

/// A number that can be read from the last row: digits five rows tall, four columns wide.
public struct BigDigits: Chart {
  /// What is written: digits, `.`, `-`, `e`, `%`; anything else as a gap.
  public var text: String
  /// Its colour.
  public var ink: Ink

  /// A number in large digits.
  public init(_ text: String, ink: Ink = .accent) {
    (self.text, self.ink) = (text, ink)
  }

  /// Rows that it takes.
  public static let height = 5

  /// Columns that it takes.
  public var width: Int { text.reduce(0) { $0 + (Self.shapes[$1]?[0].count ?? 2) + 1 } }

  /// Draws the number from the left; what has no room is left out.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard area.height >= Self.height else {
      grid.put(
        capabilities.text(text), x: area.x, y: area.y, style: Style(ink, bold: true), within: area)
      return
    }
    let block = capabilities.glyphs == .ascii ? "#" : "█"
    var x = area.x
    for character in text {
      let shape = Self.shapes[character] ?? Array(repeating: "  ", count: Self.height)
      let width = shape[0].count
      guard x + width <= area.maxX else { return }
      for (row, line) in shape.enumerated() {
        for (column, dot) in line.enumerated() where dot == "#" {
          grid.put(block, x: x + column, y: area.y + row, style: Style(ink), within: area)
        }
      }
      x += width + 1
    }
  }

  private static let shapes: [Character: [String]] = [
    "0": ["####", "#  #", "#  #", "#  #", "####"], "1": [" #  ", "##  ", " #  ", " #  ", "### "],
    "2": ["####", "   #", "####", "#   ", "####"], "3": ["####", "   #", " ###", "   #", "####"],
    "4": ["#  #", "#  #", "####", "   #", "   #"], "5": ["####", "#   ", "####", "   #", "####"],
    "6": ["####", "#   ", "####", "#  #", "####"], "7": ["####", "   #", "  # ", " #  ", " #  "],
    "8": ["####", "#  #", "####", "#  #", "####"], "9": ["####", "#  #", "####", "   #", "####"],
    ".": ["  ", "  ", "  ", "  ", "# "], "-": ["    ", "    ", "####", "    ", "    "],
    "e": ["    ", "####", "####", "#   ", "####"], "%": ["#  #", "  # ", " ## ", " #  ", "#  #"],
    "N": ["#  #", "## #", "####", "# ##", "#  #"], "a": ["    ", "####", "   #", "####", "####"],
    "i": ["# ", "  ", "# ", "# ", "# "], "n": ["    ", "### ", "#  #", "#  #", "#  #"],
    "f": [" ###", " #  ", "####", " #  ", " #  "], "/": ["   #", "  # ", "  # ", " #  ", "#   "],
    "+": ["    ", " #  ", "### ", " #  ", "    "], "x": ["    ", "#  #", " ## ", " ## ", "#  #"],
  ]
}
