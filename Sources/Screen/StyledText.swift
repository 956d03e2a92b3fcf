/// Text in one style.
public struct StyledText: Sendable, Hashable {
  /// The text.
  public var text: String
  /// Its style.
  public var style: Style

  /// Text in a style.
  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}
