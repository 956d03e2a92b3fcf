/// Which colour each ink has. The inks for text keep a contrast of at least 4.5 to 1 against the
/// background the theme assumes; the terminal's own background is never painted over.
public struct Theme: Sendable, Hashable {
  /// The name a person chooses it by.
  public let name: String
  /// The background it assumes, an entry of the 256-colour palette; SVG pictures paint it.
  public let background: Int
  /// The colour of plain text in SVG pictures; a terminal uses its own.
  public let text: Int
  private let full: [Ink: Int]
  private let basic: [Ink: Int]

  /// For light text on a dark background.
  public static let dark = Theme(
    name: "dark", background: 234, text: 252,
    full: [
      .dim: 246, .rule: 241, .accent: 115, .first: 75, .second: 215, .third: 225, .area: 67,
      .baseline: 249, .good: 114, .warning: 221, .bad: 210,
    ],
    basic: [
      .accent: 2, .first: 6, .second: 3, .third: 5, .area: 4, .good: 2, .warning: 3, .bad: 1,
    ], zero: 236)

  /// For dark text on a light background.
  public static let light = Theme(
    name: "light", background: 231, text: 235,
    full: [
      .dim: 241, .rule: 247, .accent: 23, .first: 25, .second: 130, .third: 93, .area: 110,
      .baseline: 239, .good: 22, .warning: 94, .bad: 124,
    ],
    basic: [
      .accent: 4, .first: 4, .second: 1, .third: 5, .area: 6, .good: 2, .warning: 5, .bad: 1,
    ], zero: 255)

  /// For projectors and tired eyes: nothing fainter than 7 to 1 on black.
  public static let contrast = Theme(
    name: "contrast", background: 16, text: 231,
    full: [
      .dim: 252, .rule: 250, .accent: 226, .first: 75, .second: 215, .third: 225, .area: 67,
      .baseline: 255, .good: 120, .warning: 228, .bad: 217,
    ],
    basic: [
      .accent: 3, .first: 6, .second: 3, .third: 5, .area: 6, .good: 2, .warning: 3, .bad: 7,
    ], zero: 234)

  /// Without colours: weight, brightness and patterns say it all.
  public static let mono = Theme(
    name: "mono", background: 234, text: 252, full: [:], basic: [:], zero: nil)

  /// Every theme, the default first.
  public static let all = [dark, light, contrast, mono]

  /// Steps of a quantity, dark to light, by their lightness in CIELAB and told apart by people who
  /// see fewer colours; the nearest entries to viridis are neither.
  private static let shades = [53, 54, 24, 30, 36, 78, 148, 220]
  /// Purple for less than zero, orange for more.
  private static let signs = [53, 54, 97, 103, 146, 0, 223, 215, 172, 130, 94]

  private init(
    name: String, background: Int, text: Int, full: [Ink: Int], basic: [Ink: Int], zero: Int?
  ) {
    self.name = name
    self.background = background
    self.text = text
    self.basic = basic
    var full = full
    if let zero {
      for (ink, color) in zip(Ink.shades, Self.shades) { full[ink] = color }
      for (ink, color) in zip(Ink.signs, Self.signs) { full[ink] = color }
      full[.signed(0)] = zero
      full[.onLight] = 16
      full[.onDark] = 231
    }
    self.full = full
  }

  /// How many colours the theme makes use of where there are so many.
  public func depth(_ available: ColorDepth) -> ColorDepth {
    full.isEmpty ? .none : available
  }

  /// How a style looks. Without enough colours, brightness and weight stand in: dim text is faint
  /// and what asks for attention is bold.
  public func look(_ style: Style, depth: ColorDepth) -> Look {
    var result = Look(bold: style.bold, underline: style.underline, reverse: style.reverse)
    let isFaint = [.dim, .rule, .baseline].contains(style.ink)
    switch self.depth(depth) {
    case .colors256:
      result.foreground = full[style.ink]
      result.background = style.background.flatMap { full[$0] }
    case .colors16, .colors8:
      result.foreground = basic[style.ink]
      result.dim = isFaint
    case .none:
      result.dim = isFaint
      result.bold = result.bold || [.accent, .warning, .bad].contains(style.ink)
    }
    return result
  }
}

extension Theme {
  /// A colour and what else a terminal does to a glyph.
  public struct Look: Sendable, Hashable {
    /// A number of the palette that the depth has, or nil for the terminal's own text colour.
    public var foreground: Int?
    /// A number of the palette behind the glyph, or nil for the terminal's own background.
    public var background: Int?
    /// Heavier or brighter.
    public var bold: Bool
    /// Fainter.
    public var dim: Bool
    /// Underlined.
    public var underline: Bool
    /// Foreground and background exchanged.
    public var reverse: Bool

    /// No colour and no attribute unless named.
    public init(
      foreground: Int? = nil, background: Int? = nil, bold: Bool = false, dim: Bool = false,
      underline: Bool = false, reverse: Bool = false
    ) {
      self.foreground = foreground
      self.background = background
      self.bold = bold
      self.dim = dim
      self.underline = underline
      self.reverse = reverse
    }
  }
}
