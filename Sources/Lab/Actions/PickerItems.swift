import Lessons
import Runs

extension LabState {
  /// Every action that can be done now, every lesson and every setting.
  var paletteItems: [Picker.Item] {
    let settings = (open?.configuration.settings ?? []).map { setting in
      Picker.Item(
        text: "\(setting.name): \(setting.about)",
        note: open.map { setting.value(in: $0.configuration) } ?? "",
        choice: .setting(setting.name))
    }
    return actionItems
      + lessons.map { index, lesson in
        Picker.Item(
          text: "\(lesson.number) \(lesson.title)", note: lesson.part,
          choice: .open(entry: index, page: 0))
      } + settings + (open == nil ? [] : keptItems)
  }

  /// The actions that can be done now; told line by line, those that need something said are left
  /// to be typed.
  private var actionItems: [Picker.Item] {
    availableActions.compactMap { action in
      if action.name == "menu" { return nil }
      if isLinear {
        return Picker.Item(text: action.menu, note: action.usage, choice: .act(action.call()))
      }
      if action.isLinearOnly { return nil }
      if case .required = action.argument { return nil }
      return Picker.Item(text: action.help, note: action.keyText, choice: .act(action.call()))
    }
  }

  private var keptItems: [Picker.Item] {
    kept.keys.sorted().map {
      Picker.Item(
        text: "with the settings kept as \($0)", note: "kept", choice: .act(ActionCall("use", $0)))
    }
  }

  /// Every lesson and every page, with its text to search in.
  var searchItems: [Picker.Item] {
    lessons.flatMap { index, lesson in
      [
        Picker.Item(
          text: "\(lesson.number) \(lesson.title): \(lesson.idea)", note: lesson.part,
          choice: .open(entry: index, page: 0))
      ]
        + lesson.pages.enumerated().map { page, text in
          Picker.Item(
            text: "\(text.title): \(text.words)", note: "\(lesson.number), page \(page + 1)",
            choice: .open(entry: index, page: page))
        }
    }
  }

  private var lessons: [(Int, Lesson)] {
    entries.enumerated().compactMap { index, entry in
      if case .lesson(let experiment) = entry { (index, experiment.lesson) } else { nil }
    }
  }
}

extension Lessons.Page {
  /// Its prose in one line.
  var words: String { blocks.map(\.words).joined(separator: " ") }
}

extension Block {
  /// Its text in one line.
  fileprivate var words: String {
    switch self {
    case .paragraph(let spans), .heading(let spans): spans.map(\.text).joined()
    case .code(let lines): lines.joined(separator: " ")
    case .list(let items, _): items.flatMap { $0.map(\.words) }.joined(separator: " ")
    case .exercise: ""
    case .quote(let blocks): blocks.map(\.words).joined(separator: " ")
    }
  }
}
