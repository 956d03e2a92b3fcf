import Foundation
import Lessons
import Runs
import Screen

/// Finds the words of a lesson in the catalogues, and says where a word stood when there is no such
/// thing or when it has no effect.
struct LessonResolver {
  let file: String
  /// What the author may want to change, with file and line.
  private(set) var hints: [String] = []

  /// A setting that a lesson gives a value, and where.
  private struct Given {
    let setting: Setting
    let line: Int
  }

  init(file: String) { self.file = file }

  /// The pages. A setting of the front matter must have an effect on one of them, that of a page
  /// there.
  mutating func pages(
    of lesson: Lesson, over base: Configuration, with knobs: [Knob]
  ) throws(LessonError) -> [Experiment.Page] {
    var configuration = base
    var given: [Given] = []
    for group in Setting.Group.allCases {
      given += try apply(lesson.assignments(in: group), group: group, to: &configuration)
    }
    let panels = try self.panels(lesson.panels)
    var pages: [Experiment.Page] = []
    for (number, page) in lesson.pages.enumerated() {
      pages.append(
        try self.page(
          page, number: number, base: configuration, panels: panels, knobs: knobs))
    }
    for one in given where !pages.contains(where: { one.setting.applies(to: $0.configuration) }) {
      try check(one, in: pages[0].configuration, "on any page")
    }
    return pages
  }

  /// The cell that a block of the lesson defines.
  private func own(
    _ block: CellBlock, beside configuration: Configuration
  ) throws(LessonError) -> OwnCell {
    let (name, line) = (block.name.text, block.name.line)
    if let complaint = OwnCell.complaint(name: name) {
      throw LessonError(file: file, line: line, complaint)
    }
    guard !configuration.ownCells.contains(where: { $0.name == name }) else {
      throw LessonError(
        file: file, line: line, problem: "the cell '\(name)' is defined twice in this lesson")
    }
    do {
      return try OwnCell(name, equations: block.text)
    } catch {
      throw LessonError(
        file: file, line: line + error.position.line, column: error.position.column,
        problem: error.message)
    }
  }

  /// The defaults, with the cells that the lesson defines.
  func base(of lesson: Lesson) throws(LessonError) -> Configuration {
    var configuration = Configuration()
    for cell in lesson.cells { configuration.define(try own(cell, beside: configuration)) }
    return configuration
  }

  /// The knobs of a lesson over `configuration`. `taken` are the keys that they cannot have, with
  /// what these do.
  func knobs(
    _ words: [Word], over configuration: Configuration, taken: [(key: Key, name: String)]
  ) throws(LessonError) -> [Knob] {
    try KnobReader(file: file, taken: taken, configuration: configuration).knobs(words)
  }

  /// Refuses a knob without an effect: each must have one on a page as it starts, or when another
  /// knob has been turned.
  func check(
    _ knobs: [Knob], of words: [Word], on pages: [Experiment.Page]
  ) throws(LessonError) {
    for (knob, word) in zip(knobs, words) {
      let setting = Setting.catalogue.first { $0.name == knob.setting }
      guard let setting, !pages.contains(where: { reaches(setting, from: $0, with: knobs) }) else {
        continue
      }
      try check(Given(setting: setting, line: word.line), in: pages[0].configuration, "on any page")
    }
  }

  private func reaches(_ setting: Setting, from page: Experiment.Page, with knobs: [Knob]) -> Bool {
    if setting.applies(to: page.configuration) { return true }
    return knobs.contains { knob in
      knob.values.contains { value in
        var turned = page.configuration
        // A knob's wrong value is told where knobs are read.
        guard (try? turned.apply("\(knob.setting)=\(value)")) != nil else { return false }
        return turned.contradiction == nil && setting.applies(to: turned)
      }
    }
  }

  private func check(
    _ given: Given, in configuration: Configuration, _ location: String
  ) throws(LessonError) {
    guard let complaint = given.setting.complaint(in: configuration, location) else { return }
    throw LessonError(file: file, line: given.line, complaint)
  }

  /// Writes the settings of `assignments`; returns which they are.
  private mutating func apply(
    _ assignments: [Assignment], group: Setting.Group?, to configuration: inout Configuration
  ) throws(LessonError) -> [Given] {
    var given: [Given] = []
    for assignment in assignments {
      let word = assignment.key
      let isProblem = group == .problem && word.text == "name"
      let (name, hint) = FormerNames.settings.current(isProblem ? "problem" : word.text)
      if let hint { hints.append("\(file):\(word.line): \(hint)") }
      let allowed = Setting.catalogue.filter { group == nil || $0.group == group }
      guard let setting = allowed.first(where: { $0.name == name }) else {
        throw LessonError(
          file: file, line: word.line,
          problem: "no setting called '\(word.text)'\(group.map { " in \($0.rawValue)" } ?? "")",
          allowed: allowed.map(\.name))
      }
      do {
        try setting.set(assignment.value.text, in: &configuration)
      } catch {
        throw LessonError(file: file, line: assignment.value.line, error)
      }
      given.append(Given(setting: setting, line: word.line))
    }
    return given
  }

  private mutating func page(
    _ page: Lessons.Page, number: Int, base: Configuration, panels: [Panel], knobs: [Knob]
  ) throws(LessonError) -> Experiment.Page {
    var configuration = base
    var shown = panels
    var line = page.line
    for assignment in page.settings where assignment.key.text == "panels" {
      let words = assignment.value.text.split { $0 == "," || $0 == " " }
      line = assignment.value.line
      shown = try self.panels(words.map { Word(text: String($0), line: line) })
    }
    let settings = page.settings.filter { !["panels", "contestant"].contains($0.key.text) }
    let given = try apply(settings, group: nil, to: &configuration)
    if let contradiction = configuration.contradiction {
      throw LessonError(file: file, line: settings.first?.key.line ?? page.line, contradiction)
    }
    for one in given { try check(one, in: configuration, "on this page") }
    try check(shown, in: configuration, line: line)
    var exercises: [PageExercise] = []
    let turns = knobs.flatMap { knob in knob.values.map { "\(knob.setting)=\($0)" } }
    var reader = ExerciseReader(file: file, configuration: configuration, turns: turns)
    for exercise in page.exercises { exercises.append(try reader.read(exercise)) }
    var demo = DemoReader(file: file, conditions: reader)
    let steps = try demo.steps(page.demo, page: number)
    hints += demo.conditions.hints
    return Experiment.Page(
      text: page, configuration: configuration,
      contestants: try contestants(of: page, configuration), panels: shown, exercises: exercises,
      demo: steps)
  }

  /// Refuses a panel that runs of `configuration` cannot fill.
  private func check(
    _ panels: [Panel], in configuration: Configuration, line: Int
  ) throws(LessonError) {
    for panel in panels {
      guard let missing = panel.missing(in: configuration) else { continue }
      throw LessonError(
        file: file, line: line,
        problem: "the panel '\(panel.name)' cannot be filled: the run of this page has no "
          + missing,
        allowed: Panel.all.filter { $0.missing(in: configuration) == nil }.map(\.name))
    }
  }

  /// The settings of each line `contestant: model=bag, embedding=8`, each checked.
  private func contestants(
    of page: Lessons.Page, _ configuration: Configuration
  ) throws(LessonError) -> [[String]] {
    var all: [[String]] = []
    for line in page.settings where line.key.text == "contestant" {
      let settings = line.value.text.split(separator: ",").map {
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
        throw LessonError(file: file, line: line.value.line, error)
      }
      guard other.problem == configuration.problem else {
        throw LessonError(
          file: file, line: line.value.line, problem: "contestants learn one problem", allowed: [])
      }
      all.append(settings)
    }
    return all
  }

  private mutating func panels(_ words: [Word]) throws(LessonError) -> [Panel] {
    var found: [Panel] = []
    for word in words {
      let (name, hint) = FormerNames.panels.current(word.text)
      if let hint { hints.append("\(file):\(word.line): \(hint)") }
      guard let panel = Panel.named(name) else {
        throw LessonError(
          file: file, line: word.line, problem: "no panel called '\(word.text)'",
          allowed: Panel.all.map(\.name))
      }
      found.append(panel)
    }
    return found
  }
}

extension Lesson {
  fileprivate func assignments(in group: Setting.Group) -> [Assignment] {
    switch group {
    case .problem: problem
    case .model: model
    case .training: training
    }
  }
}
