/// A rectangle of glyphs: what one frame shows. A value; drawing on it never traps, whatever the
/// coordinates, and nothing outside a clip is changed.
///
/// Invariant: a wide character is always followed by a cell without one, and such a cell always
/// follows a wide character, so the columns of every row add up to `width`.
public struct Grid: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  private var glyphs: [Glyph]

  /// An empty grid. Negative extents count as 0, and each is at most 4096.
  public init(width: Int, height: Int) {
    self.width = min(max(0, width), 4096)
    self.height = min(max(0, height), 4096)
    glyphs = Array(repeating: .blank, count: self.width * self.height)
  }

  /// An empty grid of that size.
  public init(_ size: Size) {
    self.init(width: size.width, height: size.height)
  }

  /// The whole grid.
  public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: width, height: height) }

  /// The glyph at a column and row. Outside the grid it reads blank and writes nothing.
  public subscript(x: Int, y: Int) -> Glyph {
    get { bounds.contains(x: x, y: y) ? glyphs[y * width + x] : .blank }
    set { put(String(newValue.character ?? " "), x: x, y: y, style: newValue.style) }
  }

  /// The glyphs of one row, empty outside the grid.
  public func row(_ y: Int) -> ArraySlice<Glyph> {
    guard y >= 0, y < height else { return [] }
    return glyphs[y * width..<(y + 1) * width]
  }

  /// Writes text from a column to the right, without wrapping.
  ///
  /// Control characters become U+FFFD. A wide character that the clip cuts in half leaves a blank.
  ///
  /// - Parameters:
  ///   - text: what to write
  ///   - x: the column of its first character, which may be left of the grid
  ///   - y: the row
  ///   - style: how it looks
  ///   - clip: where writing is allowed; the whole grid when nil
  /// - Returns: how many columns the text took, counting those left of the
  ///   clip but none right of it.
  @discardableResult
  public mutating func put(
    _ text: String, x: Int, y: Int, style: Style = .plain, within clip: Rectangle? = nil
  ) -> Int {
    let area = bounds.intersection(clip ?? bounds)
    guard x < area.maxX else { return 0 }
    let isVisible = y >= area.y && y < area.maxY
    var column = x
    forEachGlyph(in: text) { character, columns in
      if isVisible, column > area.x - columns {
        write(character, columns, style, column, y, area)
      }
      column += columns
      return column < area.maxX
    }
    return min(column, area.maxX) - x
  }

  /// Writes text so that it ends just before the column `right`; what does not fit is cut at the
  /// left. Returns the column where it begins.
  @discardableResult
  public mutating func put(
    _ text: String, endingAt right: Int, y: Int, style: Style = .plain,
    within clip: Rectangle? = nil
  ) -> Int {
    guard right > -4096, right < 8192 else { return right }
    let start = right - Screen.columns(of: text)
    put(text, x: start, y: y, style: style, within: clip)
    return start
  }

  /// Fills a rectangle with one glyph of width 1; a wide or control character fills with blanks.
  public mutating func fill(_ rectangle: Rectangle, with glyph: Glyph = .blank) {
    let area = bounds.intersection(rectangle)
    var character: Character = " "
    if let wanted = glyph.character, columns(of: wanted) == 1 { character = wanted }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        write(character, 1, glyph.style, x, y, area)
      }
    }
  }

  /// Changes the style of what is already there.
  public mutating func restyle(_ rectangle: Rectangle, _ change: (inout Style) -> Void) {
    let area = bounds.intersection(rectangle)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        change(&glyphs[y * width + x].style)
      }
    }
  }

  /// Copies another grid onto this one, its top left corner at the given position.
  public mutating func draw(_ other: Grid, x: Int, y: Int, within clip: Rectangle? = nil) {
    let clip = clip ?? bounds
    for row in 0..<other.height where y <= Int.max - row {
      for column in 0..<other.width where x <= Int.max - column {
        let glyph = other[column, row]
        if let character = glyph.character {
          put(String(character), x: x + column, y: y + row, style: glyph.style, within: clip)
        }
      }
    }
  }

  /// Puts one character whose cell touches the area, keeping the invariant on both sides of it.
  private mutating func write(
    _ character: Character, _ columns: Int, _ style: Style, _ x: Int, _ y: Int, _ area: Rectangle
  ) {
    let fits = x >= area.x && x + columns <= area.maxX
    for column in max(x, area.x)..<min(x + columns, area.maxX) {
      release(column, y)
      glyphs[y * width + column] = Glyph(" ", style)
    }
    guard fits else { return }
    glyphs[y * width + x].character = character
    if columns == 2 { glyphs[y * width + x + 1] = Glyph(nil, style) }
  }

  /// Blanks the other half of a wide character before one half is overwritten.
  private mutating func release(_ x: Int, _ y: Int) {
    let index = y * width + x
    if glyphs[index].character == nil {
      glyphs[index - 1].character = " "
    } else if x + 1 < width, glyphs[index + 1].character == nil {
      glyphs[index + 1].character = " "
    }
  }
}
