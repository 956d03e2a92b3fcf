import Screen

/// The first row of a chart: its title at the left, in bold, and the status right-aligned.
struct TitleRow {
  /// In bold at the left.
  var title: String
  /// Follow the title, two columns apart.
  var subtitles: [StyledText] = []
  /// At the right end.
  var status = ""

  /// Whether there is anything to show.
  var isEmpty: Bool { title.isEmpty && subtitles.isEmpty && status.isEmpty }

  /// Whether all of it has room in a width.
  func fits(_ width: Int, _ capabilities: Capabilities) -> Bool {
    let texts = ([title, status] + subtitles.map(\.text)).filter { !$0.isEmpty }
    let used = texts.reduce(0) { $0 + columns(of: capabilities.text($1)) + 2 }
    return used - 2 <= width
  }

  /// Draws it on the first row of an area, if there is anything to show, and returns what is left
  /// below.
  func draw(above area: Rectangle, on grid: inout Grid, _ capabilities: Capabilities) -> Rectangle {
    let parts = area.split(top: isEmpty ? 0 : 1)
    draw(on: &grid, in: parts.part, capabilities)
    return parts.rest
  }

  /// Draws it on the rectangle's first row. The subtitles give way first, then the status.
  func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let row = rectangle.split(top: 1).part
    guard !row.isEmpty else { return }
    let ellipsis = capabilities.text("…")
    let title = clipped(capabilities.text(title), to: row.width, ellipsis: ellipsis)
    var x = row.x + grid.put(title, x: row.x, y: row.y, style: .strong, within: row)
    if fits(row.width, capabilities) {
      for subtitle in subtitles {
        x += x > row.x ? 2 : 0
        let text = capabilities.text(subtitle.text)
        x += grid.put(text, x: x, y: row.y, style: subtitle.style, within: row)
      }
    }
    let status = capabilities.text(status)
    if x + (x > row.x ? 2 : 0) + columns(of: status) <= row.maxX {
      grid.put(status, endingAt: row.maxX, y: row.y, style: .dim, within: row)
    }
  }
}
