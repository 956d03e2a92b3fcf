/// What a glyph is for. A theme turns it into a colour, or, without colours, into an attribute.
public enum Ink: UInt8, Sendable, CaseIterable {
  /// Text.
  case plain
  /// What is secondary: axes, rules, labels.
  case dim
  /// What can be done, and what is meant.
  case accent
  /// The main series of a chart.
  case first
  /// The second series.
  case second
  /// A prediction or a reference.
  case third
  /// Good news.
  case good
  /// Bad news.
  case bad
}

/// How a glyph looks.
public struct Style: Sendable, Hashable {
  /// Its role.
  public var ink: Ink
  /// Heavier.
  public var bold = false
  /// Underlined.
  public var underline = false

  /// A style of that ink.
  public init(_ ink: Ink) { self.ink = ink }

  /// The same, heavier.
  public var bolded: Style {
    var style = self
    style.bold = true
    return style
  }

  public static let plain = Style(.plain)
  public static let dim = Style(.dim)
  public static let accent = Style(.accent)
  public static let first = Style(.first)
  public static let second = Style(.second)
  public static let third = Style(.third)
  public static let good = Style(.good)
  public static let bad = Style(.bad)
}

/// Text of one style.
public struct StyledText: Sendable, Equatable {
  /// The text.
  public var text: String
  /// Its style.
  public var style: Style

  /// Text of that style.
  public init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }
}
