import Screen

/// Dots finer than glyphs: two by four to a glyph in braille, two by two in blocks, one in ASCII.
struct DotCanvas {
  /// Glyphs across.
  let columns: Int
  /// Glyphs down.
  let rows: Int
  /// Dots across.
  var width: Int { columns * dotColumns }
  /// Dots down.
  var height: Int { rows * dotRows }
  private let tier: GlyphTier
  private let dotColumns: Int
  private let dotRows: Int
  private var bits: [UInt8]

  init(columns: Int, rows: Int, tier: GlyphTier) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.tier = tier
    (dotColumns, dotRows) = tier == .braille ? (2, 4) : tier == .block ? (2, 2) : (1, 1)
    bits = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// Sets a dot; y counts down from the top. Outside, nothing.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let bit: UInt8
    switch tier {
    case .braille:
      let table: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      bit = table[y % 4][x % 2]
    case .block: bit = 1 << UInt8(y % 2 * 2 + x % 2)
    case .ascii: bit = 1
    }
    bits[y / dotRows * columns + x / dotColumns] |= bit
  }

  /// Sets the dots of a column from `y0` to `y1`.
  mutating func span(_ x: Int, _ y0: Int, _ y1: Int) {
    for y in max(0, min(y0, y1))...max(0, min(max(y0, y1), height - 1)) { set(x, y) }
  }

  /// Sets the dots of a straight line.
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    let count = max(abs(x1 - x0), abs(y1 - y0))
    guard count > 0 else { return set(x0, y0) }
    for index in 0...count {
      set(
        x0 + ((x1 - x0) * index * 2 + (x1 >= x0 ? count : -count)) / (2 * count),
        y0 + ((y1 - y0) * index * 2 + (y1 >= y0 ? count : -count)) / (2 * count))
    }
  }

  /// Writes every glyph that has a dot; `mark` is the ASCII character of one.
  func draw(on grid: inout Grid, x: Int, y: Int, style: Style, mark: Character, clip: Rectangle) {
    for row in 0..<rows {
      for column in 0..<columns {
        let bit = bits[row * columns + column]
        guard bit != 0 else { continue }
        grid.put(
          glyph(bit, mark: mark), x: x + column, y: y + row, style: style, within: clip)
      }
    }
  }

  private func glyph(_ bit: UInt8, mark: Character) -> Character {
    switch tier {
    case .braille:
      return Unicode.Scalar(0x2800 + UInt32(bit)).map { Character($0) } ?? " "
    case .block:
      let quadrants: [Character] = [
        " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
      ]
      return quadrants[Int(bit & 15)]
    case .ascii: return mark
    }
  }
}
