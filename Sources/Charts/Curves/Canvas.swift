import Screen

/// A drawing surface with several dots in each cell: 2 by 4 in braille, 2 by 2 in quadrants, 1 by
/// 3 in ASCII. A cell has one ink only, so a later layer takes over each cell that it touches.
struct Canvas {
  /// What a layer draws. In a coarse tier it decides the character.
  enum Mark: Equatable {
    /// A curve, whose pattern leaves out dots.
    case curve(Pattern)
    /// Dots that stand by themselves, such as those of a baseline line.
    case dots
  }

  /// Cells across.
  let columns: Int
  /// Cells down.
  let rows: Int
  /// The characters it is drawn with, which decide its dots.
  let tier: GlyphTier
  private var bits: [UInt8]
  private var styles: [Style]
  private var owners: [UInt8]
  private var marks: [Mark]
  private var layer: UInt8 = 0
  private var style = Style.plain
  private var mark = Mark.curve(.solid)

  /// An empty canvas.
  init(columns: Int, rows: Int, tier: GlyphTier) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.tier = tier
    let count = self.columns * self.rows
    bits = Array(repeating: 0, count: count)
    styles = Array(repeating: .plain, count: count)
    owners = Array(repeating: 0, count: count)
    marks = Array(repeating: mark, count: count)
  }

  /// Dots per cell, across.
  var dotsAcross: Int { tier == .ascii ? 1 : 2 }
  /// Dots per cell, down.
  var dotsDown: Int { tier.dotsDown }
  /// Dots from edge to edge.
  var width: Int { columns * dotsAcross }
  /// Dots from top to bottom.
  var height: Int { rows * dotsDown }

  /// Begins a new layer, in front of everything before.
  mutating func beginLayer(_ style: Style, _ mark: Mark) {
    layer &+= 1
    self.style = style
    self.mark = mark
  }

  /// Sets a dot, row 0 at the top; outside the canvas nothing happens.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let index = y / dotsDown * columns + x / dotsAcross
    if owners[index] != layer {
      bits[index] = 0
      owners[index] = layer
      styles[index] = style
      marks[index] = mark
    }
    bits[index] |= tier.bit(x % dotsAcross, y % dotsDown)
  }

  /// Puts every cell that has a dot onto the grid.
  func draw(on grid: inout Grid, in rectangle: Rectangle) {
    for row in 0..<min(rows, rectangle.height) {
      for column in 0..<min(columns, rectangle.width) {
        let index = row * columns + column
        guard bits[index] != 0 else { continue }
        grid.put(
          String(tier.character(bits[index], marks[index])), x: rectangle.x + column,
          y: rectangle.y + row, style: styles[index], within: rectangle)
      }
    }
  }
}

extension GlyphTier {
  /// Dots per cell from top to bottom.
  var dotsDown: Int {
    switch self {
    case .braille: 4
    case .block: 2
    case .ascii: 3
    }
  }

  /// The bit of a dot within its cell.
  fileprivate func bit(_ x: Int, _ y: Int) -> UInt8 {
    switch self {
    case .braille: [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]][x][y]
    case .block: 1 << UInt8(2 * y + x)
    case .ascii: 1 << UInt8(y)
    }
  }

  /// The character with those dots.
  func character(_ bits: UInt8, _ mark: Canvas.Mark) -> Character {
    switch self {
    case .braille: Character(Unicode.Scalar(0x2800 + UInt32(bits)) ?? " ")
    case .block: mark == .dots ? "·" : quadrants[Int(bits & 15)]
    case .ascii:
      switch mark {
      case .curve(.solid): heights[Int(bits & 7)]
      case .curve(.dashed): "+"
      case .curve(.dotted): "o"
      case .dots: "."
      }
    }
  }
}

/// By upper left, upper right, lower left and lower right.
private let quadrants: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

/// By top, middle and bottom. Two neighbours are a slope, which reads best as the dash between
/// its own neighbours, as in `'-_`.
private let heights: [Character] = Array(" '--_:-|")
