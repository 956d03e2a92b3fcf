import Charts
import Runs
import Screen

/// A frame over the screen, with a title set into its upper edge.
struct Box {
  let frame: Rectangle
  let title: String
  var note = ""

  /// A box of that size, in the middle, a third down; where there is room, the title and the status
  /// below it stay visible.
  init(size: Size, in whole: Rectangle, title: String, note: String = "") {
    let width = min(size.width, whole.width)
    let height = min(size.height, whole.height - (whole.height >= 16 ? 2 : 0))
    let free = whole.height - height
    frame = Rectangle(
      x: whole.x + (whole.width - width) / 2, y: whole.y + max(min(1, free), free / 3),
      width: width, height: height)
    (self.title, self.note) = (title, note)
  }

  /// A box in a frame.
  init(_ frame: Rectangle, title: String, note: String = "") {
    (self.frame, self.title, self.note) = (frame, title, note)
  }

  /// Clears the frame, draws its border, and returns what is inside.
  func draw(on grid: inout Grid) -> Rectangle {
    grid.fill(frame)
    let line = String(repeating: "─", count: max(0, frame.width - 2))
    grid.put("┌\(line)┐", x: frame.x, y: frame.y, style: .rule, within: frame)
    grid.put("└\(line)┘", x: frame.x, y: frame.maxY - 1, style: .rule, within: frame)
    for y in frame.y + 1..<max(frame.y + 1, frame.maxY - 1) {
      grid.put("│", x: frame.x, y: y, style: .rule, within: frame)
      grid.put("│", x: frame.maxX - 1, y: y, style: .rule, within: frame)
    }
    grid.put(" \(title) ", x: frame.x + 2, y: frame.y, style: .accent.bolded, within: frame)
    let note = fittedNote
    if !note.isEmpty {
      grid.put(
        " \(note) ", endingAt: frame.maxX - 2, y: frame.maxY - 1, style: .dim, within: frame)
    }
    return frame.inset(x: 2, y: 1)
  }

  /// The hints of the note that fit, the last of them first, for that is the way out.
  private var fittedNote: String {
    var hints = note.split(separator: "   ")
    while !hints.isEmpty, columns(of: hints.joined(separator: "   ")) > frame.width - 6 {
      hints.removeFirst()
    }
    return hints.joined(separator: "   ")
  }
}

/// A list to choose from by typing.
struct PickerView {
  let picker: Picker

  /// The query, then the rows that match it.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let isPalette = picker.kind == .palette
    let box = Box(
      size: Size(width: 76, height: min(18, whole.height - 2)), in: whole,
      title: isPalette ? "what to do" : "search lessons and pages",
      note: "enter chooses   esc goes back")
    let inside = box.draw(on: &grid)
    var x = inside.x
    x += grid.put("> ", x: x, y: inside.y, style: .accent, within: inside)
    x += grid.put(picker.query, x: x, y: inside.y, style: .strong, within: inside)
    grid.put(
      " ", x: x, y: inside.y, style: Style(.plain, reverse: true), within: inside)
    let list = inside.inset(top: 2)
    let rows = picker.matches
    guard !rows.isEmpty else {
      grid.put("nothing fits", x: list.x, y: list.y, style: .dim, within: list)
      return
    }
    let first = min(max(0, picker.selection - list.height / 2), max(0, rows.count - list.height))
    for (line, row) in rows.dropFirst(first).prefix(list.height).enumerated() {
      draw(row, isSelected: first + line == picker.selection, y: list.y + line, in: list, on: &grid)
    }
  }

  private func draw(
    _ row: Picker.Item, isSelected: Bool, y: Int, in list: Rectangle, on grid: inout Grid
  ) {
    if isSelected { grid.put("▸", x: list.x, y: y, style: .accent, within: list) }
    let noteWidth = columns(of: row.note)
    let room = list.width - 2 - noteWidth - 2
    let text = clipped(excerpt(row.text), to: max(0, room), ellipsis: "…")
    let style: Style = isSelected ? .accent.bolded : .plain
    grid.put(text, x: list.x + 2, y: y, style: style, within: list)
    grid.put(row.note, endingAt: list.maxX, y: y, style: .dim, within: list)
  }

  /// The part of a long text around what was searched for, behind its title.
  private func excerpt(_ text: String) -> String {
    guard picker.kind == .search, !picker.query.isEmpty,
      let found = text.range(of: picker.query, options: .caseInsensitive),
      let colon = text.firstIndex(of: ":"), found.lowerBound > colon
    else { return text }
    let start = text.index(found.lowerBound, offsetBy: -20, limitedBy: colon) ?? colon
    return text[...colon] + (start > colon ? " …" : "") + text[text.index(after: start)...]
  }
}

/// Every setting with its value and its range.
struct SettingsView {
  let table: SettingsTable
  let configuration: Configuration

  /// A row for every setting; under the list, what the chosen one is.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let rows = configuration.settings
    let selection = table.row(among: rows)
    let box = Box(
      size: Size(width: 76, height: rows.count + 5), in: whole, title: "settings",
      note: "left right change   enter types   n keeps   esc")
    let inside = box.draw(on: &grid)
    let parts = inside.split(bottom: 2, gap: 1)
    let list = parts.rest
    let first = min(
      max(0, selection - list.height / 2), max(0, rows.count - list.height))
    if first + list.height < rows.count {
      grid.put("more ↓", endingAt: list.maxX, y: list.maxY, style: .accent, within: inside)
    }
    for (line, setting) in rows.enumerated().dropFirst(first).prefix(list.height) {
      let y = list.y + line - first
      let isSelected = line == selection
      if isSelected { grid.put("▸", x: list.x, y: y, style: .accent, within: list) }
      grid.put(
        setting.name, x: list.x + 2, y: y, style: isSelected ? .accent.bolded : .plain,
        within: list)
      let typed = isSelected ? table.typed : nil
      let value = typed.map { $0 + "_" } ?? setting.value(in: configuration)
      grid.put(value, x: list.x + 18, y: y, style: typed == nil ? .strong : .accent, within: list)
      let allowed = setting.allowed.joined(separator: setting.choices.isEmpty ? " or " : " ")
      let room = max(0, list.width - 34)
      grid.put(
        clipped(allowed, to: room, ellipsis: "…"), x: list.x + 34, y: y, style: .dim, within: list)
    }
    let setting = rows[selection]
    let effect = setting.effect == .restarts ? "A change starts the run again." : "The run goes on."
    grid.put(
      "\(setting.about). \(effect)", x: parts.part.x, y: parts.part.y, style: .plain,
      within: parts.part)
    grid.put(
      clipped(table.complaint, to: parts.part.width, ellipsis: "…"), x: parts.part.x,
      y: parts.part.y + 1, style: .bad, within: parts.part)
  }
}

/// What is this? One element of the scene is marked, and told about.
struct InspectorView {
  let index: Int

  /// Marks the element and writes about it where it does not cover it.
  func draw(on scene: inout Scene) {
    guard !scene.elements.isEmpty else { return }
    let count = scene.elements.count
    let index = ((self.index % count) + count) % count
    let element = scene.elements[index]
    let whole = scene.grid.bounds
    let heading = Rectangle(
      x: element.frame.x, y: element.frame.y, width: element.frame.width, height: 1)
    scene.grid.restyle(heading) { $0.reverse = true }
    let width = min(72, whole.width - 2)
    let lines = element.about.flatMap { wrap([StyledText($0, .plain)], width: width - 4) }
    let height = min(lines.count + 2, whole.height)
    let (above, below) = (element.frame.y - whole.y, whole.maxY - element.frame.maxY)
    let y = above > below ? max(whole.y, element.frame.y - height) : element.frame.maxY
    let box = Box(
      Rectangle(
        x: whole.x + (whole.width - width) / 2, y: min(y, whole.maxY - height), width: width,
        height: height), title: element.name,
      note: "\(index + 1) of \(count)   arrows: next   esc")
    let inside = box.draw(on: &scene.grid)
    for (row, line) in lines.prefix(inside.height).enumerated() {
      var x = inside.x
      for span in line {
        x += scene.grid.put(
          span.text, x: x, y: inside.y + row, style: span.style, within: inside)
      }
    }
  }
}

/// A sentence being typed.
struct SentenceView {
  let title: String
  let note: String
  let text: String

  /// The end of the sentence, with a cursor.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let box = Box(
      size: Size(width: 76, height: 5), in: whole, title: title,
      note: "\(note)   esc goes back")
    let inside = box.draw(on: &grid)
    let lines = wrap([StyledText(text + "_", .strong)], width: inside.width)
    for (row, line) in lines.suffix(inside.height).enumerated() {
      var x = inside.x
      for span in line {
        x += grid.put(span.text, x: x, y: inside.y + row, style: span.style, within: inside)
      }
    }
  }
}

/// Three rows of glyphs, one for each tier: the person says which of them look right.
struct GlyphCheckView {
  /// The ramps and what to press.
  func draw(on grid: inout Grid, in whole: Rectangle) {
    let inside = whole.inset(x: 3, y: 1)
    let rows: [(String, Style)] = [
      ("Which of these rows is a smooth ramp, without boxes or gaps?", .strong), ("", .plain),
      ("1   ⡀⣀⣄⣤⣦⣶⣷⣿⣿⣷⣶⣦⣤⣄⣀⡀   braille: the finest curves", .plain), ("", .plain),
      ("2   ▁▂▃▄▅▆▇████▇▆▅▄▃▂▁   blocks: coarser curves", .plain), ("", .plain),
      ("3   .:-=+*##########*+=-:.   letters only: works everywhere", .plain), ("", .plain),
      ("Press the smallest number that looks right. g asks again at any time.", .dim),
    ]
    for (row, line) in rows.enumerated() {
      grid.put(line.0, x: inside.x, y: inside.y + row, style: line.1, within: inside)
    }
  }
}
