/// The part of a line inside the canvas, half a dot of margin included; nil when there is none.
/// Done before any dots are counted, so that a line to 1e38 costs no more than any other.
///
/// Source: Y.-D. Liang, B. Barsky, "A New Concept and Method for Line Clipping" (1984).
func clippedLine(
  _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), width: Int, height: Int
) -> (from: (x: Double, y: Double), to: (x: Double, y: Double))? {
  let (deltaX, deltaY) = (to.x - from.x, to.y - from.y)
  var (enter, leave) = (0.0, 1.0)
  let edges = [
    (-deltaX, from.x + 0.5), (deltaX, Double(width) - 0.5 - from.x),
    (-deltaY, from.y + 0.5), (deltaY, Double(height) - 0.5 - from.y),
  ]
  for (direction, distance) in edges {
    if direction == 0 {
      if distance < 0 { return nil }
    } else if direction < 0 {
      enter = max(enter, distance / direction)
    } else {
      leave = min(leave, distance / direction)
    }
  }
  guard enter <= leave else { return nil }
  return (
    (from.x + enter * deltaX, from.y + enter * deltaY),
    (from.x + leave * deltaX, from.y + leave * deltaY)
  )
}
