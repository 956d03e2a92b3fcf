/// Text in one style.
public struct StyledText: Sendable, Hashable {
  /// What is written.
  public var text: String
  /// How all of it looks.
  public var style: Style

  /// Text in a style.
  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}
