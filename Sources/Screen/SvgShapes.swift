/// The characters of one ink that an SVG picture draws as shapes, each in a cell of 10 by 20
/// units.
struct SvgShapes {
  private var lines = ""
  private var dots = ""
  private var blocks = ""

  /// Adds a character as a shape, if it is one, with the top left corner of its cell.
  mutating func add(_ character: Character, x: Int, y: Int) -> Bool {
    guard let value = character.unicodeScalars.first?.value else { return false }
    switch value {
    case 0x2800...0x28FF: addBraille(Int(value - 0x2800), x, y)
    case 0x2580...0x2590, 0x2594...0x259F: addBlock(value, x, y)
    case 0x2500...0x257F:
      if let pieces = dashes[value] {
        addDashes(pieces, x, y)
      } else if let arms = arms[value] {
        addArms(arms, x, y)
      } else {
        return false
      }
    default: return false
    }
    return true
  }

  /// Adds a line below a character.
  mutating func underline(x: Int, y: Int, columns: Int) {
    lines += "M\(x) \(y + 18)h\(10 * columns)"
  }

  /// The paths, each with the classes that colour it.
  func elements(_ name: String) -> String {
    [("lines", lines), ("dots", dots), ("blocks", blocks)].map { kind, data in
      data.isEmpty ? "" : "<path class=\"\(kind) \(name)\" d=\"\(data)\"/>\n"
    }.joined()
  }

  /// Dots every 5 units, so that their rhythm goes on from one cell to the next.
  ///
  ///     bits  0 3
  ///           1 4
  ///           2 5
  ///           6 7
  private mutating func addBraille(_ bits: Int, _ x: Int, _ y: Int) {
    let positions = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (bit, position) in positions.enumerated() where bits >> bit & 1 == 1 {
      dots += "M\(x + 2 + 5 * position.0).5 \(y + 2 + 5 * position.1).5h.01"
    }
  }

  private mutating func addBlock(_ value: UInt32, _ x: Int, _ y: Int) {
    switch value {
    case 0x2580: fill(x, y, 0, 0, 8, 4)
    case 0x2581...0x2588: fill(x, y, 0, 8 - Int(value - 0x2580), 8, Int(value - 0x2580))
    case 0x2589...0x258F: fill(x, y, 0, 0, 8 - Int(value - 0x2588), 8)
    case 0x2590: fill(x, y, 4, 0, 4, 8)
    case 0x2594: fill(x, y, 0, 0, 8, 1)
    case 0x2595: fill(x, y, 7, 0, 1, 8)
    default:
      let corners = [(0, 0), (4, 0), (0, 4), (4, 4)]
      for (bit, corner) in corners.enumerated()
      where quadrants[Int(value - 0x2596)] >> bit & 1 == 1 {
        fill(x, y, corner.0, corner.1, 4, 4)
      }
    }
  }

  /// Fills a part of a cell, given in eighths of its width and height.
  private mutating func fill(
    _ x: Int, _ y: Int, _ left: Int, _ top: Int, _ width: Int, _ height: Int
  ) {
    blocks +=
      "M\(quarters(4 * x + 5 * left)) \(quarters(4 * y + 10 * top))"
      + "h\(quarters(5 * width))v\(quarters(10 * height))h-\(quarters(5 * width))z"
  }

  private mutating func addDashes(_ pieces: Int, _ x: Int, _ y: Int) {
    for piece in 0..<pieces {
      let start = (80 * piece + 12) / (2 * pieces)
      lines += "M\(quarters(4 * x + start)) \(y + 10)h\(quarters(28 / pieces))"
    }
  }

  private mutating func addArms(_ arms: Int, _ x: Int, _ y: Int) {
    let (isUp, isDown) = (arms & up != 0, arms & down != 0)
    let (isLeft, isRight) = (arms & left != 0, arms & right != 0)
    if isUp || isDown {
      lines += "M\(x + 5) \(isUp ? y : y + 10)v\(isUp && isDown ? 20 : 10)"
    }
    if isLeft || isRight {
      lines += "M\(isLeft ? x : x + 5) \(y + 10)h\(isLeft && isRight ? 10 : 5)"
    }
  }
}

/// A count of quarter units as a decimal number.
private func quarters(_ count: Int) -> String {
  "\(count / 4)" + ["", ".25", ".5", ".75"][count % 4]
}

private let up = 1
private let down = 2
private let left = 4
private let right = 8

/// In which directions a box line leaves the middle of its cell.
private let arms: [UInt32: Int] = [
  0x2500: left | right, 0x2502: up | down, 0x250C: down | right, 0x2510: down | left,
  0x2514: up | right, 0x2518: up | left, 0x251C: up | down | right, 0x2524: up | down | left,
  0x252C: down | left | right, 0x2534: up | left | right, 0x253C: up | down | left | right,
  0x256D: down | right, 0x256E: down | left, 0x256F: up | left, 0x2570: up | right,
  0x2574: left, 0x2575: up, 0x2576: right, 0x2577: down,
]

/// Into how many pieces a dashed horizontal line is cut.
private let dashes: [UInt32: Int] = [0x254C: 2, 0x2504: 3, 0x2508: 4]

/// The quadrants of U+2596...U+259F, in bits 0...3: upper left, upper right, lower left, lower
/// right.
private let quadrants = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
