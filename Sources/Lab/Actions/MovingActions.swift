import Lessons
import Runs
import Screen

extension Action {
  /// Between pages, panes and positions in a chart; in the contents, between lessons.
  static let moving: [Action] = turning + panes + rows

  private static let turning: [Action] = [
    Action("next", .moving, "Next page (also Enter).") { state, _ in
      state.showPage((state.open?.page ?? 0) + 1)
    }.keys([Binding(key: .pageDown), Binding(key: .enter)], as: "PgDn").inFooter("page", 3).inMenus(
      "Next page."
    ).offered().refused { state, _ in state.pageRefusal((state.open?.page ?? 0) + 1) },
    Action("previous", .moving, "Page before.") { state, _ in
      state.showPage((state.open?.page ?? 0) - 1)
    }.keys([Binding(key: .pageUp)], as: "PgUp").refused { state, _ in
      state.pageRefusal((state.open?.page ?? 0) - 1)
    },
    Action("page", .moving, "The page with a number, or this page again.") { state, text in
      guard let number = Int(text), number - 1 != state.open?.page else {
        return state.emit(.tell(.page))
      }
      state.showPage(number - 1)
    }.taking(.optional("NUMBER")).typedOnly().refused { state, text in
      if text.isEmpty { return nil }
      guard let number = Int(text) else { return "say the number of a page, such as page 3" }
      return state.pageRefusal(min(max(number, -1_000_000), 1_000_000) - 1)
        .map { _ in "there are the pages 1 to \(state.open?.experiment.pages.count ?? 0)" }
    },
    Action("open", .moving, "Open the lesson.") { state, text in
      state.openEntry(state.entry(named: text) ?? state.selection)
    }.keys(
      [Binding(key: .enter), Binding(key: .right), Binding(key: .character("l"))], as: "Enter"
    ).taking(.optional("NUMBER")).at([.contents]).inFooter("open", 1).inMenus(
      "Open the lesson with a number."
    ).refused { state, text in state.lessonRefusal(text) },
    Action("choose", .moving, "Move the cursor to the lesson with a number.") { state, text in
      state.selection = state.entry(named: text) ?? state.selection
    }.taking(.required("NUMBER")).at([.contents]).typedOnly().refused { state, text in
      state.lessonRefusal(text)
    },
  ]

  private static let panes: [Action] = [
    Action("pane", .moving, "A pane: 1 is the page, then its panels.") { state, text in
      do {
        state.focus(on: try state.pane(named: text))
      } catch {
        state.tell("\(error)")
      }
    }.keys(
      (1...9).map { Binding(key: .character(Character("\($0)")), argument: "\($0)") }, as: "1 to 9"
    ).taking(.required("NUMBER or NAME")).inMenus("Choose a panel by its number or its name.")
      .refused { state, text in
        guard !text.isEmpty else { return state.chartRefusal }
        do {
          _ = try state.pane(named: text)
          return nil
        } catch {
          return "\(error)"
        }
      },
    Action("next pane", .moving, "Next pane: the page, then its panels.") { state, _ in
      state.moveFocus(by: 1)
    }.keys([Binding(key: .tab)], as: "Tab").inFooter("pane", 10),
    Action("previous pane", .moving, "Pane before.") { state, _ in state.moveFocus(by: -1) }.keys(
      [Binding(key: .backTab)], as: "Shift-Tab"),
    Action("cursor", .moving, "The chart's cursor: at an update, a step, a column.") {
      state, text in
      guard let panel = state.panelInFocus, let number = Int(text) else {
        return state.tell("say where, such as cursor 3")
      }
      state.setCursor(number, in: panel)
    }.taking(.required("NUMBER")).typedOnly().refused { state, text in
      guard let panel = state.panelInFocus else { return state.chartRefusal }
      let last = state.lastCursor(of: panel)
      guard text.isEmpty || Int(text).map({ (0...last).contains($0) }) == true else {
        return "the cursor goes from 0 to \(last), such as cursor \(last / 2)"
      }
      return nil
    },
  ]

  /// The arrows, which on the page turn it and scroll it, and the ends.
  private static let rows: [Action] = [
    arrow(
      "right", [.right, .character("l")], 1,
      "Next page; on a chart, its cursor to the right (also l)."),
    arrow(
      "left", [.left, .character("h")], -1,
      "Page before; on a chart, its cursor to the left (also h)."),
    Action("down", .moving, "Down a line; on a panel, its next unit, gate or example (also j).") {
      state, _ in state.moveRow(1)
    }.keys([Binding(key: .down), Binding(key: .character("j"))], as: "down").at([
      .contents, .lesson,
    ]).inMenus("The panel's next unit, gate or example.").refused { state, _ in state.rowRefusal(1)
    },
    Action("up", .moving, "Up; on a panel, the unit, gate or example before (also k).") {
      state, _ in state.moveRow(-1)
    }.keys([Binding(key: .up), Binding(key: .character("k"))], as: "up").at([.contents, .lesson])
      .inMenus("The unit, gate or example before.").refused { state, _ in state.rowRefusal(-1) },
    Action("first", .moving, "The first page, or lesson.") { state, _ in
      if state.open == nil { state.selection = 0 } else { state.showPage(0) }
    }.keys([Binding(key: .home)], as: "Home").at([.contents, .lesson]).refused { state, _ in
      state.isAt(0) ? "this is the first" : nil
    },
    Action("last", .moving, "The last page, or lesson.") { state, _ in
      let last = state.lastPosition
      if state.open == nil { state.selection = last } else { state.showPage(last) }
    }.keys([Binding(key: .end)], as: "End").at([.contents, .lesson]).refused { state, _ in
      state.isAt(state.lastPosition) ? "this is the last" : nil
    },
  ]

  private static func arrow(
    _ name: String, _ keys: [Key], _ direction: Int, _ help: String
  ) -> Action {
    Action(name, .moving, help) { state, _ in
      guard let lesson = state.open else { return }
      if lesson.focus > 0 {
        state.moveCursor(direction)
      } else {
        state.showPage(lesson.page + direction)
      }
    }.keys(keys.map { Binding(key: $0) }, as: name).inMenus("The chart's cursor to the \(name).")
      .refused { state, _ in
        guard let lesson = state.open, lesson.focus == 0 else { return nil }
        return state.pageRefusal(lesson.page + direction)
      }
  }
}

extension LabState {
  /// The index of the last lesson of the contents, or of the last page.
  fileprivate var lastPosition: Int {
    max(0, (open?.experiment.pages.count ?? entries.count) - 1)
  }

  /// Whether the person is on the lesson, or the page, with this index.
  fileprivate func isAt(_ index: Int) -> Bool { (open?.page ?? selection) == index }

  /// Why there is nothing to go down or up to; nil where there is.
  fileprivate func rowRefusal(_ direction: Int) -> String? {
    guard let lesson = open else {
      if direction > 0 { return isAt(lastPosition) ? "this is the last" : nil }
      return isAt(0) ? "this is the first" : nil
    }
    if lesson.focus > 0, lesson.current.panels[lesson.focus - 1].rows(lesson.configuration) > 1 {
      return nil
    }
    let isAtTop = lesson.anchor == nil && lesson.scroll + direction < 0
    return isAtTop ? "this is the top of the page" : nil
  }

  /// Moves down or up: in the contents a lesson, in a lesson a line, or another of what a panel
  /// has.
  fileprivate mutating func moveRow(_ direction: Int) {
    if open == nil {
      selection = min(max(selection + direction, 0), max(entries.count - 1, 0))
    } else {
      moveDown(direction)
    }
  }

  /// The index of the lesson with a name or a number, or of a broken one by its file; nil where
  /// there is none.
  func entry(named text: String) -> Int? {
    func index(where isMeant: (Lesson) -> Bool) -> Int? {
      entries.firstIndex {
        switch $0 {
        case .lesson(let experiment): isMeant(experiment.lesson)
        case .broken(let file, _): file == text
        }
      }
    }
    return index { $0.name == text } ?? index { String($0.number) == text }
  }

  /// Why there is no lesson with a number to open; nil where there is one, or none is named.
  fileprivate func lessonRefusal(_ text: String) -> String? {
    if text.isEmpty { return entries.isEmpty ? "there is no lesson" : nil }
    guard entry(named: text) == nil else { return nil }
    let numbers = entries.map {
      switch $0 {
      case .lesson(let experiment): String(experiment.lesson.number)
      case .broken(let file, _): file
      }
    }
    return "there is no lesson \(text); allowed: \(numbers.joined(separator: ", "))"
  }
}
