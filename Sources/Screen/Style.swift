/// What a glyph means, never which colour it has: a `Theme` turns roles into colours.
public enum Ink: Sendable, Hashable {
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
  /// A named loss baseline and its dotted line.
  case baseline
  /// Something reached.
  case good
  /// Something to look at.
  case warning
  /// Something broken, for example NaN.
  case bad
  /// A quantity, from none (0) to full (7). Never text.
  case shade(UInt8)
  /// A quantity with a sign, from -5 to 5. Never text.
  case signed(Int8)
  /// Text upon a light or a dark shade.
  case onLight, onDark

  /// The inks that have a meaning of their own.
  public static let roles: [Ink] = [
    .plain, .dim, .rule, .accent, .first, .second, .third, .area, .baseline, .good, .warning, .bad,
  ]
  /// The steps of a quantity.
  public static let shades = (0...7).map { Ink.shade($0) }
  /// The steps of a quantity with a sign.
  public static let signs = (-5...5).map { Ink.signed($0) }
  /// All of them.
  public static let all = roles + shades + signs + [.onLight, .onDark]

  /// The ink for text upon it, where it fills a cell.
  public var text: Ink {
    switch self {
    case .shade(let step): step >= 3 ? .onLight : .onDark
    case .signed(let step): step == 0 ? .plain : -2...3 ~= step ? .onLight : .onDark
    default: .plain
    }
  }

  /// A word for it, of letters and digits.
  public var name: String {
    switch self {
    case .shade(let step): "shade\(step)"
    case .signed(let step): step < 0 ? "minus\(-step)" : "plus\(step)"
    default: "\(self)"
    }
  }
}

/// How a glyph is drawn: its ink, what lies behind it, and up to three attributes.
public struct Style: Sendable, Hashable {
  /// The role that decides the colour.
  public var ink: Ink
  /// What fills the cell behind the glyph; the terminal's own background when nil.
  public var background: Ink?
  /// Heavier strokes.
  public var bold: Bool
  /// A line below.
  public var underline: Bool
  /// Foreground and background exchanged.
  public var reverse: Bool

  /// A style of that ink, without attributes unless named.
  public init(
    _ ink: Ink, on background: Ink? = nil, bold: Bool = false, underline: Bool = false,
    reverse: Bool = false
  ) {
    self.ink = ink
    self.background = background
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
  /// A named loss baseline.
  public static let baseline = Style(.baseline)
  /// Something reached.
  public static let good = Style(.good)
  /// Something to look at.
  public static let warning = Style(.warning)
  /// Something broken.
  public static let bad = Style(.bad)

  /// The same style, bold.
  public var bolded: Style {
    Style(ink, on: background, bold: true, underline: underline, reverse: reverse)
  }
  /// The same style, reversed.
  public var reversed: Style {
    Style(ink, on: background, bold: bold, underline: underline, reverse: true)
  }
}
