/// Which characters a terminal is trusted to draw.
public enum GlyphTier: String, Sendable, Hashable, CaseIterable {
  /// Unicode with braille patterns: 2 by 4 dots in each cell.
  case braille
  /// Unicode with block elements but no braille: 2 by 2 quadrants in each cell.
  case block
  /// Nothing but printable ASCII.
  case ascii
}

/// How many colours a terminal has.
public enum ColorDepth: Int, Sendable, Hashable, CaseIterable {
  /// Only attributes such as bold.
  case none = 0
  /// The eight of the first colour terminals.
  case colors8 = 8
  /// Those and their brighter versions.
  case colors16 = 16
  /// A cube of 216 colours and 24 greys besides.
  case colors256 = 256
}

/// What the terminal, or the file being written, can show.
public struct Capabilities: Sendable, Hashable {
  /// The characters.
  public var glyphs: GlyphTier
  /// The colours.
  public var colors: ColorDepth

  /// Capabilities as given; the defaults are those of a modern terminal.
  public init(glyphs: GlyphTier = .braille, colors: ColorDepth = .colors256) {
    self.glyphs = glyphs
    self.colors = colors
  }

  /// The text as this terminal can show it: in ASCII when that is all it has.
  public func text(_ text: String) -> String {
    glyphs == .ascii ? Ascii.text(text) : text
  }
}
