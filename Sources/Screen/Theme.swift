/// Colours for inks. Every text ink has a contrast of at least 4.5 to 1 on the background that the
/// theme is meant for; blue and orange stay apart for colour-blind eyes.
public struct Theme: Sendable, Equatable {
  /// How an ink is shown: a colour of the terminal's palette, or the default one, and attributes.
  public struct Look: Sendable, Hashable {
    /// 0...255, or nil for the terminal's own.
    public var foreground: Int?
    /// Heavier.
    public var bold: Bool
    /// Fainter, where colours cannot say it.
    public var dim: Bool
    /// Underlined.
    public var underline: Bool
  }

  /// Its name.
  public let name: String
  /// The background that it is meant for, in 256-colour numbers.
  public let background: Int
  private let inks256: [Ink: Int]
  private let inks16: [Ink: Int]
  private let inks8: [Ink: Int]

  /// For dark backgrounds.
  public static let dark = Theme(
    name: "dark", background: 234,
    inks256: [
      .dim: 245, .accent: 80, .first: 75, .second: 215, .third: 183, .good: 114, .bad: 210,
    ],
    inks16: [
      .dim: 7, .accent: 14, .first: 12, .second: 11, .third: 13, .good: 10, .bad: 9,
    ],
    inks8: [.accent: 6, .first: 6, .second: 3, .third: 5, .good: 2, .bad: 1])

  /// For light backgrounds.
  public static let light = Theme(
    name: "light", background: 255,
    inks256: [
      .dim: 241, .accent: 24, .first: 25, .second: 94, .third: 90, .good: 22, .bad: 124,
    ],
    inks16: [.dim: 8, .accent: 4, .first: 4, .second: 5, .third: 5, .good: 2, .bad: 1],
    inks8: [.accent: 4, .first: 4, .second: 5, .third: 5, .good: 2, .bad: 1])

  /// How `style` is shown with so many colours.
  public func look(_ style: Style, depth: ColorDepth) -> Look {
    let table: [Ink: Int] =
      switch depth {
      case .none: [:]
      case .colors8: inks8
      case .colors16: inks16
      case .colors256: inks256
      }
    let color = table[style.ink]
    let isPlainInk = style.ink == .plain || style.ink == .dim
    return Look(
      foreground: color,
      bold: style.bold || (depth == .none && style.ink == .accent),
      dim: style.ink == .dim && color == nil && depth != .none,
      underline: style.underline || (depth == .none && style.ink == .bad && !isPlainInk))
  }
}
