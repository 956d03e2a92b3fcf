/// Draws a line through points in any direction, in dots. A missing point interrupts it.
struct Polyline {
  private var last: (x: Double, y: Double)?

  /// Goes on to a point, in dots from the left and from the top.
  mutating func add(_ point: (x: Double, y: Double)?, on canvas: inout Canvas) {
    defer { last = point }
    guard let point else { return }
    let from = last ?? point
    guard let line = clippedLine(from, point, width: canvas.width, height: canvas.height) else {
      return
    }
    let (deltaX, deltaY) = (line.to.x - line.from.x, line.to.y - line.from.y)
    let steps = max(1, Int(max(abs(deltaX), abs(deltaY)).rounded()))
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      canvas.set(
        Int((line.from.x + part * deltaX).rounded()), Int((line.from.y + part * deltaY).rounded()))
    }
  }
}
