/// What one cell on screen shows.
public struct Glyph: Sendable, Hashable {
  /// The character; a space where nothing is drawn, nil in the right half of a wide character.
  public var character: Character?
  /// How it is drawn.
  public var style: Style

  /// A character in a style.
  public init(_ character: Character?, _ style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// An empty cell.
  public static let blank = Glyph(" ")
}
