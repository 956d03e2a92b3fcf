import Screen

/// The screen of the lab: a pure function of the state, what was measured, the size and the
/// terminal's abilities.
public enum LabDrawing {
  /// The smallest window that the layout fits.
  public static let smallest = Size(width: 60, height: 18)

  /// Draws the whole screen.
  public static func draw(
    _ state: LabState, _ snapshot: Snapshot, size: Size, _ capabilities: Capabilities
  ) -> Grid {
    var grid = Grid(width: size.width, height: size.height)
    let whole = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    if size.width < smallest.width || size.height < smallest.height {
      drawTooSmall(on: &grid, size: size)
    } else if state.showsHelp {
      HelpView(isLesson: state.open != nil).draw(on: &grid, in: whole)
    } else if let lesson = state.open {
      let current = snapshot.run == state.run ? snapshot : Snapshot()
      LessonView(lesson: lesson, snapshot: current, capabilities: capabilities)
        .draw(on: &grid, in: whole)
    } else {
      ContentsView(state: state).draw(on: &grid, in: whole)
    }
    return capabilities.glyphs == .ascii ? grid.asciiOnly() : grid
  }

  private static func drawTooSmall(on grid: inout Grid, size: Size) {
    let lines = [
      "The window is too small.",
      "It needs \(smallest.width)x\(smallest.height), and has \(size.width)x\(size.height).",
      "q quits.",
    ]
    let top = max(0, (size.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let left = max(0, (size.width - line.count) / 2)
      grid.put(line, x: left, y: top + row, style: row == 0 ? .accent : .plain)
    }
  }
}
