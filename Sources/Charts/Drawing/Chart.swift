import Screen

/// A picture of numbers. Drawing never traps and never writes outside its rectangle, whatever the
/// size and whatever the numbers; what has no room is left out, the least important first.
public protocol Chart: Sendable {
  /// Draws the chart with the glyphs that the capabilities allow.
  func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities)

  /// Rows that are enough for it at this width, its title's with them, and rows that it is at ease
  /// with; nil for a chart that uses what there is.
  func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>?

  /// What the chart shows, in one sentence, for those who hear it.
  var sentence: String { get }

  /// The numbers that it shows.
  var table: ChartTable { get }

  /// What is written at the right of its title: of what it is, or what is under its cursor.
  var status: String { get }
}

extension Chart {
  /// Most have something to say there.
  public var status: String { "" }

  /// A chart uses what there is, unless it says otherwise.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? { nil }
}

/// How values become heights.
public enum Scale: Sendable, Hashable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; zero and below lie on the lowest row.
  case logarithmic
}
