/// What a glyph means, never which colour it has: a `Theme` turns roles into colours.
public enum Ink: UInt8, Sendable, Hashable, CaseIterable {
  /// The terminal's own text colour.
  case plain
  /// Secondary text: axis labels, what may be overlooked.
  case dim
  /// Lines that separate, axes, dots that lead the eye. Never text.
  case rule
  /// What asks for attention: the focus, a key, a selected row.
  case accent
  /// The first data series.
  case first
  /// The second data series.
  case second
  /// The third data series.
  case third
  /// Filled areas, such as the bars of a first series. Never text.
  case area
  /// A named loss level and its dotted line.
  case level
  /// Something reached.
  case good
  /// Something to look at.
  case warning
  /// Something broken, for example NaN.
  case bad
}

/// How a glyph is drawn: its ink and up to three attributes.
public struct Style: Sendable, Hashable {
  /// The role that decides the colour.
  public var ink: Ink
  /// Heavier strokes.
  public var bold: Bool
  /// A line below.
  public var underline: Bool
  /// Foreground and background exchanged.
  public var reverse: Bool

  /// A style of that ink, without attributes unless named.
  public init(_ ink: Ink, bold: Bool = false, underline: Bool = false, reverse: Bool = false) {
    self.ink = ink
    self.bold = bold
    self.underline = underline
    self.reverse = reverse
  }

  /// The terminal's own text.
  public static let plain = Style(.plain)
  /// Secondary text.
  public static let dim = Style(.dim)
  /// Lines that separate.
  public static let rule = Style(.rule)
  /// What asks for attention.
  public static let accent = Style(.accent)
  /// Titles and terms where they are defined.
  public static let strong = Style(.plain, bold: true)
  /// The first data series.
  public static let first = Style(.first)
  /// The second data series.
  public static let second = Style(.second)
  /// The third data series.
  public static let third = Style(.third)
  /// Filled areas.
  public static let area = Style(.area)
  /// A named loss level.
  public static let level = Style(.level)
  /// Something reached.
  public static let good = Style(.good)
  /// Something to look at.
  public static let warning = Style(.warning)
  /// Something broken.
  public static let bad = Style(.bad)

  /// The same style, bold.
  public var bolded: Style { Style(ink, bold: true, underline: underline, reverse: reverse) }
  /// The same style, reversed.
  public var reversed: Style { Style(ink, bold: bold, underline: underline, reverse: true) }
}
