/// A rectangle of cells on screen. Width and height are never negative. Coordinates beyond a
/// milliard are read as a milliard, so that no arithmetic on them overflows.
public struct Rectangle: Sendable, Hashable {
  /// The leftmost column; column 0 is the screen's left edge.
  public let x: Int
  /// The topmost row; row 0 is the screen's top edge.
  public let y: Int
  /// How many columns it covers.
  public let width: Int
  /// How many rows it covers.
  public let height: Int

  /// A rectangle whose negative extents become empty ones.
  public init(x: Int, y: Int, width: Int, height: Int) {
    let limit = 1_000_000_000
    self.x = min(max(x, -limit), limit)
    self.y = min(max(y, -limit), limit)
    self.width = min(max(width, 0), limit)
    self.height = min(max(height, 0), limit)
  }

  /// The rectangle of that size at the top left corner.
  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// Nothing, at the top left corner.
  public static let empty = Rectangle(x: 0, y: 0, width: 0, height: 0)

  /// The first column right of the rectangle.
  public var maxX: Int { x + width }
  /// The first row below the rectangle.
  public var maxY: Int { y + height }
  /// Width and height together.
  public var size: Size { Size(width: width, height: height) }
  /// Whether it covers no cell at all.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell at that column and row lies inside.
  public func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < maxX && row >= y && row < maxY
  }

  /// The cells that lie in both rectangles.
  public func intersection(_ other: Rectangle) -> Rectangle {
    let left = max(x, other.x)
    let top = max(y, other.y)
    let right = min(maxX, other.maxX)
    let bottom = min(maxY, other.maxY)
    guard right > left, bottom > top else {
      return Rectangle(x: left, y: top, width: 0, height: 0)
    }
    return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The rectangle without a margin at every side. A margin larger than half of it leaves nothing.
  public func inset(x columns: Int = 0, y rows: Int = 0) -> Rectangle {
    inset(left: columns, top: rows, right: columns, bottom: rows)
  }

  /// The rectangle without a margin of its own for each side.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rectangle {
    split(left: left).rest.split(top: top).rest.split(right: right).rest.split(bottom: bottom).rest
  }
}

/// A width and a height in cells.
public struct Size: Sendable, Hashable {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A size as given; `Rectangle` and `Grid` read a negative extent as 0.
  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }
}

/// One cell on screen.
public struct Point: Sendable, Hashable {
  /// The column, 0 at the left.
  public var x: Int
  /// The row, 0 at the top.
  public var y: Int

  /// The cell at that column and row.
  public init(x: Int, y: Int) {
    (self.x, self.y) = (x, y)
  }
}
