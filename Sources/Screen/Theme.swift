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
      .level: 249,
      .good: 114,
      .warning: 221, .bad: 210,
    ],
    basic: [
      .accent: 2, .first: 6, .second: 3, .third: 5, .area: 4, .good: 2, .warning: 3, .bad: 1,
    ])

  /// For dark text on a light background.
  public static let light = Theme(
    name: "light", background: 231, text: 235,
    full: [
      .dim: 241, .rule: 247, .accent: 23, .first: 25, .second: 130, .third: 93, .area: 110,
      .level: 239,
      .good: 22,
      .warning: 94, .bad: 124,
    ],
    basic: [
      .accent: 4, .first: 4, .second: 1, .third: 5, .area: 6, .good: 2, .warning: 5, .bad: 1,
    ])

  /// Both themes, the default first.
  public static let all = [dark, light]

  /// How a style looks. Without enough colours, brightness and weight stand in: dim text is faint
  /// and what asks for attention is bold.
  public func look(_ style: Style, depth: ColorDepth) -> Look {
    var result = Look(bold: style.bold, underline: style.underline, reverse: style.reverse)
    let isFaint = [.dim, .rule, .level].contains(style.ink)
    switch depth {
    case .colors256:
      result.foreground = full[style.ink]
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
      foreground: Int? = nil, bold: Bool = false, dim: Bool = false, underline: Bool = false,
      reverse: Bool = false
    ) {
      self.foreground = foreground
      self.bold = bold
      self.dim = dim
      self.underline = underline
      self.reverse = reverse
    }
  }
}
