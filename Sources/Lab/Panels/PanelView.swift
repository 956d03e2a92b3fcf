import Runs

/// How a person looks at one chart: its cursor, how far it is zoomed in, its scale, how smooth it
/// is.
public struct PanelView: Sendable, Equatable {
  /// The update under the cursor, or the position in a diagram.
  public var cursor: Float?
  /// Which of several things is shown: a gate, a unit, a row of weights, an example.
  public var row = 0
  /// How often the x axis has been halved.
  public var zoom = 0
  /// Whether the y axis is logarithmic where the panel would have it linear, and the other way
  /// round.
  public var flipsScale = false
  /// The index in `smoothings` that is in force.
  public var smoothing = 0

  /// What symbols are called.
  var notation = Notation.unroll
  /// A loss that the student named before the run.
  var guess: Double?

  /// Nothing but the panel's own view.
  public init() {}

  /// Factors of an exponential moving average; the first is none.
  static let smoothings = [0, 0.9, 0.98]

  /// The factor in force; nil where the curve is shown as it is.
  var smoothingFactor: Double? { smoothing == 0 ? nil : Self.smoothings[smoothing] }

  /// The part of an axis from 0 to `end` that is shown: around the cursor, or its end.
  func range(upTo end: Float) -> ClosedRange<Float> {
    guard zoom > 0 else { return 0...end }
    let length = end / Float(1 << zoom)
    let middle = cursor ?? end
    let start = min(max(0, middle - length / 2), end - length)
    return start...start + length
  }

  /// Goes to another of `count` things.
  mutating func moveRow(_ direction: Int, of count: Int) {
    row = (row + direction + count) % max(1, count)
  }

  /// Moves the cursor by one of the positions from 0 to `last`; from nowhere, to the first or the
  /// last.
  mutating func moveCursor(_ direction: Int, positions last: Float) {
    let start = cursor ?? (direction < 0 ? last + 1 : -1)
    cursor = min(max(0, start + Float(direction)), last)
  }

  /// Moves the cursor by a sixtieth of what is shown.
  mutating func moveCursor(_ direction: Int, end: Float) {
    let shown = range(upTo: end)
    let step = max(1, ((shown.upperBound - shown.lowerBound) / 60).rounded())
    let position = cursor ?? (direction < 0 ? end + step : -step)
    cursor = min(max(0, position + Float(direction) * step), end)
  }
}
