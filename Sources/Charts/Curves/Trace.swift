import Screen

/// Draws a curve on a canvas, in dots. However many points fall into one column of dots, all of
/// their range is shown: no spike is lost. A point that is not finite interrupts the curve.
struct Trace {
  private let pattern: Pattern
  private var distance = 0
  private var column = 0
  /// The heights within the current column: of the last point, the lowest and the highest.
  private var current: (last: Double, low: Double, high: Double)?
  private var isAlone = true

  /// A curve, not begun yet.
  init(_ pattern: Pattern) {
    self.pattern = pattern
  }

  /// Goes on to a point, in dots from the left and from the top; nil interrupts.
  mutating func add(_ point: (x: Double, y: Double)?, on canvas: inout Canvas) {
    guard let point, point.x.isFinite, point.y.isFinite else {
      finish(on: &canvas)
      return
    }
    let next = Int(min(max(point.x.rounded(), -1e9), 1e9))
    if let known = current, next == column {
      current = (point.y, min(known.low, point.y), max(known.high, point.y))
      return
    }
    if let known = current {
      drawColumn(on: &canvas)
      connect((Double(column), known.last), (Double(next), point.y), on: &canvas)
      isAlone = false
    }
    column = next
    current = (point.y, point.y, point.y)
  }

  /// Ends the curve, or a part of it.
  mutating func finish(on canvas: inout Canvas) {
    guard let known = current else { return }
    drawColumn(on: &canvas)
    if isAlone, known.low == known.high {
      // One dot between two gaps is easily overlooked.
      let y = Int(min(max(known.last.rounded(), -1e9), 1e9))
      canvas.set(column + 1, y)
      canvas.set(column, y + 1)
      canvas.set(column + 1, y + 1)
    }
    current = nil
    isAlone = true
  }

  private mutating func drawColumn(on canvas: inout Canvas) {
    guard let known = current else { return }
    let top = Int(min(max(known.low.rounded(), 0), Double(canvas.height)))
    let bottom = Int(min(max(known.high.rounded(), -1), Double(canvas.height - 1)))
    guard top <= bottom else { return }
    for y in top...bottom {
      plot(column, y, on: &canvas)
    }
  }

  private mutating func connect(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), on canvas: inout Canvas
  ) {
    guard let line = clippedLine(from, to, width: canvas.width, height: canvas.height) else {
      return
    }
    let (deltaX, deltaY) = (line.to.x - line.from.x, line.to.y - line.from.y)
    let steps = Int(max(abs(deltaX), abs(deltaY)).rounded())
    // Ends that were not cut off belong to the columns, which draw them.
    let first = line.from == from ? 1 : 0
    let last = line.to == to ? steps - 1 : steps
    for step in stride(from: first, through: last, by: 1) {
      let part = Double(step) / Double(max(1, steps))
      let x = Int((line.from.x + part * deltaX).rounded())
      let y = Int((line.from.y + part * deltaY).rounded())
      // Half a dot beyond the edge rounds to a whole one.
      plot(min(max(x, 0), canvas.width - 1), min(max(y, 0), canvas.height - 1), on: &canvas)
    }
  }

  private mutating func plot(_ x: Int, _ y: Int, on canvas: inout Canvas) {
    if pattern.isSet(at: distance) { canvas.set(x, y) }
    distance += 1
  }
}
