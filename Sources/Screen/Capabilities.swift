/// Which glyphs a terminal shows.
public enum GlyphTier: Sendable, CaseIterable {
  /// Braille patterns, two by four dots to a glyph, and all below.
  case braille
  /// Block elements and box lines, and all below.
  case block
  /// ASCII only.
  case ascii
}

/// How many colours a terminal shows.
public enum ColorDepth: Sendable, CaseIterable {
  case none, colors8, colors16, colors256
}

/// What a screen may be drawn with.
public struct Capabilities: Sendable, Equatable {
  /// Which glyphs.
  public var glyphs: GlyphTier
  /// How many colours.
  public var colors: ColorDepth

  /// Those glyphs and colours.
  public init(glyphs: GlyphTier = .braille, colors: ColorDepth = .colors256) {
    self.glyphs = glyphs
    self.colors = colors
  }
}
