import Foundation
import Lessons
import Runs

import func Screen.columns

/// What a page says besides its settings: panels, contestants, exercises, its demonstration.
extension LessonResolver {
  /// A page whose settings have been taken; nil where something else is wrong with it.
  mutating func page(
    _ page: Lessons.Page, number: Int, _ configuration: Configuration, given: [Given],
    panels: [Panel], knobs: [Knob]
  ) -> Experiment.Page? {
    let count = mistakes.count
    if let contradiction = configuration.contradiction {
      let line = page.ownSettings.first?.key.line ?? page.line
      mistakes.append(LessonError(file: file, line: line, contradiction))
      return nil
    }
    for one in given {
      _ = collect { (resolver) throws(LessonError) in
        try resolver.check(one, in: configuration, "on this page")
      }
    }
    let words = page.panelWords
    let shown = words.isEmpty ? panels : self.panels(words)
    check(shown, in: configuration, line: words.first?.line ?? page.line)
    let contestants = contestants(of: page, configuration)
    let turns = knobs.flatMap { knob in knob.values.map { "\(knob.setting)=\($0)" } }
    var reader = ExerciseReader(
      file: file, configuration: configuration, contestants: contestants.map(\.configuration),
      turns: turns)
    var exercises: [PageExercise] = []
    for exercise in page.exercises {
      if let read = collect({ (_) throws(LessonError) in try reader.read(exercise) }) {
        exercises.append(read)
      }
    }
    mistakes += reader.mistakes
    var demo = DemoReader(file: file, conditions: reader)
    let steps = demo.steps(page.demo, page: number)
    mistakes += demo.mistakes
    hints += demo.conditions.hints
    let look = collect { (resolver) throws(LessonError) in try resolver.look(of: page) }
    guard mistakes.count == count, let look else { return nil }
    return Experiment.Page(
      text: page, look: look, configuration: configuration,
      contestants: contestants.map(\.settings), panels: shown, exercises: exercises, demo: steps)
  }

  /// The longest sentence of what to watch, in columns.
  private static let longestLook = 72

  /// The line `look: sentence` of a page; empty without it.
  private func look(of page: Lessons.Page) throws(LessonError) -> String {
    let lines = page.settings.filter { $0.key.text == "look" }
    if let second = lines.dropFirst().first {
      throw LessonError(
        file: file, line: second.key.line, problem: "a page has one line 'look'", allowed: [])
    }
    guard let line = lines.first else { return "" }
    guard columns(of: line.value.text) <= Self.longestLook else {
      throw LessonError(
        file: file, line: line.value.line,
        problem: "what to look at has at most \(Self.longestLook) columns, and this has "
          + "\(columns(of: line.value.text))")
    }
    return line.value.text
  }

  /// Refuses a panel that runs of `configuration` cannot fill.
  private mutating func check(_ panels: [Panel], in configuration: Configuration, line: Int) {
    for panel in panels {
      guard let missing = panel.missing(in: configuration) else { continue }
      mistakes.append(
        LessonError(
          file: file, line: line,
          problem: "the panel '\(panel.name)' cannot be filled: the run of this page has no "
            + missing,
          allowed: Panel.all.filter { $0.missing(in: configuration) == nil }.map(\.name)))
    }
  }

  /// A run beside that of a page.
  private struct Contestant {
    let settings: [String]
    let configuration: Configuration
  }

  /// The settings of each line `contestant: model=bag, embedding=8`, each checked.
  private mutating func contestants(
    of page: Lessons.Page, _ configuration: Configuration
  ) -> [Contestant] {
    page.settings.filter { $0.key.text == "contestant" }.compactMap { line in
      collect { (resolver) throws(LessonError) in
        try resolver.contestant(line.value, beside: configuration)
      }
    }
  }

  private func contestant(
    _ word: Word, beside configuration: Configuration
  ) throws(LessonError) -> Contestant {
    let settings = word.text.split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var other = configuration
    do throws(SettingError) {
      for text in settings { try other.apply(text) }
      if let contradiction = other.contradiction { throw contradiction }
      for text in settings {
        let name = text.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces)
        let setting = try Setting.named(name)
        if let complaint = setting.complaint(in: other, "to this contestant") { throw complaint }
      }
    } catch {
      throw LessonError(file: file, line: word.line, error)
    }
    guard other.problem == configuration.problem else {
      throw LessonError(file: file, line: word.line, problem: "contestants learn one problem")
    }
    return Contestant(settings: settings, configuration: other)
  }
}

extension Lessons.Page {
  /// Its lines `name: value` that set something.
  var ownSettings: [Assignment] {
    settings.filter { !["panels", "contestant", "look"].contains($0.key.text) }
  }

  /// The panels that it names itself; of several lines the last counts.
  var panelWords: [Word] {
    settings.last { $0.key.text == "panels" }.map { line in
      line.value.text.split { $0 == "," || $0 == " " }.map {
        Word(text: String($0), line: line.value.line)
      }
    } ?? []
  }
}
