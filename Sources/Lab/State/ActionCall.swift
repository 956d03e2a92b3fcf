/// An action to be carried out: its name in the table of actions, and what was said with it. A key,
/// a press of the mouse, a row of the palette and a typed line all come to one.
public struct ActionCall: Sendable, Equatable {
  /// The name of the action.
  public let name: String
  /// What it is given: `120` of `fork 120`; empty for nothing.
  public let argument: String

  /// Asks for the action called `name`.
  public init(_ name: String, _ argument: String = "") {
    (self.name, self.argument) = (name, argument)
  }
}
