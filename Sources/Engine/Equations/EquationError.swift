/// Where something is in the text of a cell's equations.
public struct EquationPosition: Sendable, Equatable, Hashable {
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
}

/// A mistake in the text of a cell's equations: where it is, what is wrong and what is allowed.
public struct EquationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where it is.
  public let position: EquationPosition
  /// What is wrong and what is allowed.
  public let message: String

  init(_ position: EquationPosition, _ message: String) {
    self.position = position
    self.message = message
  }

  /// `line:column: message`
  public var description: String { "\(position.line):\(position.column): \(message)" }
}
