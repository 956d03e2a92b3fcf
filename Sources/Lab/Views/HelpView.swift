import Runs
import Screen

/// Every key of where the person is, in groups, in as many columns as have room.
struct HelpView {
  let state: LabState
  /// Rows scrolled past, where not all have room.
  var scroll = 0

  /// A heading, or an action with its key.
  private struct Row {
    var key = ""
    var text: String
    var isHeading = false
    /// Whether it can be done now.
    var isAvailable = true
  }

  /// Blank columns between two columns of rows.
  private static let gap = 3
  /// The narrowest sentence that still reads well.
  private static let narrowest = 40

  /// Draws the table; returns how far it is scrolled, which the end limits.
  func draw(on grid: inout Grid, in rectangle: Rectangle) -> Int {
    Rule(
      left: [("unroll", .accent.bolded), ("keys", .plain)],
      right: [("Esc goes back", .dim)]
    ).draw(on: &grid, in: rectangle, y: rectangle.y)
    let body = rectangle.inset(left: 2, top: 2, right: 2, bottom: 1)
    let keyWidth = groups.flatMap { $0.map { columns(of: $0.key) } }.max() ?? 0
    let most = max(1, (body.width + Self.gap) / (keyWidth + 2 + Self.narrowest + Self.gap))
    let table = Self.table(columns: most, height: body.height) { count in
      let width = (body.width + Self.gap) / count - Self.gap - keyWidth - 2
      return groups.map { $0.flatMap { Self.wrapped($0, width: width) } }
    }
    let length = table.map(\.count).max() ?? 0
    let first = min(scroll, max(0, length - body.height))
    for (column, rows) in table.enumerated() {
      let left = body.x + column * (body.width + Self.gap) / table.count
      for (line, row) in rows.enumerated().dropFirst(first).prefix(body.height) {
        draw(row, on: &grid, in: body, x: left, y: body.y + line - first, keyWidth: keyWidth)
      }
    }
    if first + body.height < length {
      grid.put("more ↓", endingAt: rectangle.maxX - 2, y: rectangle.maxY - 1, style: .accent)
    }
    return first
  }

  private func draw(
    _ row: Row, on grid: inout Grid, in body: Rectangle, x: Int, y: Int, keyWidth: Int
  ) {
    if row.isHeading {
      grid.put(row.text, x: x, y: y, style: .strong, within: body)
      return
    }
    grid.put(
      row.key, endingAt: x + keyWidth, y: y, style: row.isAvailable ? .accent : .dim,
      within: body)
    grid.put(
      row.text, x: x + keyWidth + 2, y: y, style: row.isAvailable ? .plain : .dim, within: body)
  }

  /// The groups that have a key here, each with its heading first.
  private var groups: [[Row]] {
    let actions = state.actions.filter { !$0.keyText.isEmpty }
    return Action.Group.allCases.compactMap { group in
      let rows = actions.filter { $0.group == group }.map {
        Row(key: $0.keyText, text: $0.help, isAvailable: $0.refusal(state, "") == nil)
      }
      return rows.isEmpty ? nil : [Row(text: group.rawValue, isHeading: true)] + rows
    }
  }

  /// A row whose sentence goes on in rows of their own where it is longer than `width`.
  private static func wrapped(_ row: Row, width: Int) -> [Row] {
    let lines = wrap([StyledText(row.text, .plain)], width: max(1, width))
    return lines.enumerated().map { index, line in
      var part = row
      part.text = line.map(\.text).joined()
      if index > 0 { part.key = "" }
      return part
    }
  }

  /// Whole groups one below the other, with a blank row between, in as few columns as have room in
  /// `height`, and at most `most`; the longest column is as short as it can be. `groups` are those
  /// that so many columns have room for.
  private static func table(columns most: Int, height: Int, groups: (Int) -> [[Row]]) -> [[Row]] {
    var best: [[Row]] = []
    for count in 1...most {
      let groups = groups(count)
      let all = groups.reduce(0) { $0 + $1.count + 1 }
      let tables = (1...max(1, all)).lazy.map { packed(groups, length: $0) }
      best = tables.first { $0.count <= count } ?? packed(groups, length: all)
      if best.allSatisfy({ $0.count <= height }) { break }
    }
    return best
  }

  /// Columns of whole groups, each filled as far as `length` rows.
  private static func packed(_ groups: [[Row]], length: Int) -> [[Row]] {
    var table: [[Row]] = []
    for group in groups {
      if let last = table.last, last.count + 1 + group.count <= length {
        table[table.count - 1] += [Row(text: "")] + group
      } else {
        table.append(group)
      }
    }
    return table
  }
}
