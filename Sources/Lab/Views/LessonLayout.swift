import Runs
import Screen

/// Where the parts of a lesson's screen lie, by what has room.
///
/// From 100 columns on, page and panels are side by side; from 60 by 18 the page is above one
/// panel; in less there is one pane at a time. A zoomed pane has the whole body at any size.
struct LessonLayout {
  /// Where the page is; empty if it is not shown.
  private(set) var page = Rectangle.empty
  /// The panels that are shown, by their index, and where.
  private(set) var panels: [(index: Int, frame: Rectangle)] = []
  /// The line between page and panels.
  private(set) var divider: Int?
  /// The row of knobs; nil where there is no room for it.
  private(set) var knobs: Int?
  /// What lies between the title and the rule above the knobs.
  let body: Rectangle

  private static let sideBySideWidth = 100
  private static let stacked = Size(width: 60, height: 18)
  /// Rows that a panel needs to say something.
  private static let smallestPanel = 7

  /// Rows that a panel wants at a width; nil where it uses what there is.
  typealias Wanted = (_ panel: Int, _ width: Int) -> ClosedRange<Int>?

  /// Divides `rectangle` for what `lesson` shows.
  init(_ lesson: OpenLesson, in rectangle: Rectangle, wanted: Wanted) {
    let isCompact =
      rectangle.width < Self.stacked.width || rectangle.height < Self.stacked.height
    body = rectangle.inset(left: 0, top: 1, right: 0, bottom: isCompact ? 2 : 4)
    knobs = isCompact ? nil : rectangle.maxY - 3
    let count = lesson.current.panels.count
    let pane = min(lesson.focus, count)
    if lesson.isPresented, !isCompact, count > 0 {
      let frame = body.inset(left: 4, top: 1, right: 4)
      let parts = frame.split(top: min(7, frame.height / 3), gap: 1)
      page = parts.part
      panels = [(lesson.panel % count, parts.rest)]
    } else if lesson.isZoomed || isCompact {
      let frame = body.inset(left: 2, top: isCompact ? 0 : 1, right: 2)
      if pane == 0 { page = frame } else { panels = [(pane - 1, frame)] }
    } else if rectangle.width >= Self.sideBySideWidth {
      layOutSideBySide(count, lesson.panel, wanted)
    } else {
      layOutStacked(lesson, count, wanted)
    }
  }

  private mutating func layOutSideBySide(_ count: Int, _ current: Int, _ wanted: Wanted) {
    let width = min(66, body.width * 9 / 20)
    let column = body.x + width + 3
    divider = column - 1
    page = Rectangle(x: body.x + 2, y: body.y + 1, width: width - 1, height: body.height - 1)
    let frame = Rectangle(
      x: column + 1, y: body.y + 1, width: body.maxX - column - 3, height: body.height - 1)
    guard count > 0 else { return }
    // As many as have room; the one in focus is always among them.
    let most = min(count, max(1, (frame.height + 1) / (Self.smallestPanel + 1)))
    let first = min(max(0, current - most + 1), count - most)
    let shown = first..<first + most
    let heights = Self.share(
      frame.height - (most - 1),
      among: shown.map { wanted($0, frame.width)?.upperBound })
    // Rows that nobody wants set the panels farther apart.
    let gap = heights.reduce(2 * (most - 1), +) <= frame.height ? 2 : 1
    var y = frame.y
    for (index, height) in zip(shown, heights) {
      panels.append((index, Rectangle(x: frame.x, y: y, width: frame.width, height: height)))
      y += height + gap
    }
  }

  /// Rows for each: equal shares, of which those that want less leave the rest to the others. Where
  /// all have what they want, rows are left over.
  static func share(_ rows: Int, among wanted: [Int?]) -> [Int] {
    let wanted = wanted.map { min($0 ?? .max, rows + 1) }
    var heights = [Int](repeating: 0, count: wanted.count)
    var (left, waiting) = (rows, Array(wanted.indices))
    while let content = waiting.first(where: { wanted[$0] * waiting.count <= left }) {
      heights[content] = wanted[content]
      left -= wanted[content]
      waiting.removeAll { $0 == content }
    }
    for (slot, index) in waiting.enumerated() {
      heights[index] = left * (slot + 1) / waiting.count - left * slot / waiting.count
    }
    return heights
  }

  private mutating func layOutStacked(_ lesson: OpenLesson, _ count: Int, _ wanted: Wanted) {
    let width = min(74, body.width - 4)
    let proseHeight = lesson.prose().height(width: width)
    // A question that waits comes before any chart; whoever turns to a panel sees the panel.
    let isAsking = lesson.asksPredictions && lesson.openPrediction != nil && lesson.focus == 0
    let share = lesson.focus > 0 ? 5 : 9
    let most = isAsking ? body.height - 1 : max(5, body.height * share / 20)
    let height = min(proseHeight, most)
    page = Rectangle(x: body.x + 2, y: body.y + 1, width: width, height: height)
    guard count > 0 else {
      page = Rectangle(x: body.x + 2, y: body.y + 1, width: width, height: body.height - 1)
      return
    }
    let top = body.y + height + 2
    guard body.maxY - top >= (isAsking ? Self.smallestPanel : 1) else { return }
    let first = lesson.panel % count
    let frame = Rectangle(x: body.x + 2, y: top, width: body.width - 4, height: body.maxY - top)
    panels = [(first, frame)]
    // A panel that needs few rows leaves the rest to the one after it.
    if count > 1, let few = wanted(first, frame.width)?.lowerBound,
      frame.height >= few + 1 + Self.smallestPanel - 1
    {
      let parts = frame.split(top: few, gap: 1)
      panels = [(first, parts.part), ((first + 1) % count, parts.rest)]
    }
  }
}
