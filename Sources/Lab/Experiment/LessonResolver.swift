import Foundation
import Lessons
import Runs
import Screen

/// Finds the words of a lesson in the catalogues, and says where a word stood when there is no such
/// thing or when it has no effect.
struct LessonResolver {
  let file: String
  /// What the author may want to change, with file and line.
  var hints: [String] = []
  /// What is wrong, in the order in which it was found.
  var mistakes: [LessonError] = []

  /// What `read` gives; nil, with a mistake more, where it cannot.
  mutating func collect<Value>(
    _ read: (inout LessonResolver) throws(LessonError) -> Value
  ) -> Value? {
    do throws(LessonError) {
      return try read(&self)
    } catch {
      mistakes.append(error)
      return nil
    }
  }

  /// A setting that a lesson gives a value, and where.
  struct Given {
    let setting: Setting
    let line: Int
  }

  init(file: String) { self.file = file }

  /// The pages and the knobs. A setting of the front matter must have an effect on one page, and
  /// that of a page there. Where settings of the front matter are wrong, of the pages only their
  /// settings are read: whatever else they say depends on these.
  mutating func resolve(
    _ lesson: Lesson, taken: [(key: Key, name: String)]
  ) -> (pages: [Experiment.Page], knobs: [Knob]) {
    guard let base = collect({ (resolver) throws(LessonError) in try resolver.base(of: lesson) })
    else { return ([], []) }
    var configuration = base
    var given: [Given] = []
    for group in Setting.Group.allCases {
      given += apply(lesson.assignments(in: group), group: group, to: &configuration)
    }
    let panels = panels(lesson.panels)
    let knobs = collect { (resolver) throws(LessonError) in
      try resolver.knobs(lesson.keys, over: base, taken: taken)
    }
    let isReliable = mistakes.isEmpty
    var pages: [Experiment.Page] = []
    for (number, page) in lesson.pages.enumerated() {
      var own = configuration
      let count = mistakes.count
      let settings = apply(page.ownSettings, group: nil, to: &own)
      guard isReliable, mistakes.count == count, let knobs else { continue }
      if let page = self.page(
        page, number: number, own, given: settings, panels: panels, knobs: knobs)
      {
        pages.append(page)
      }
    }
    guard mistakes.isEmpty, let knobs else { return (pages, []) }
    for one in given where !pages.contains(where: { one.setting.applies(to: $0.configuration) }) {
      _ = collect { (resolver) throws(LessonError) in
        try resolver.check(one, in: pages[0].configuration, "on any page")
      }
    }
    _ = collect { (resolver) throws(LessonError) in
      try resolver.check(knobs, of: lesson.keys, on: pages)
    }
    return (pages, knobs)
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
  private func base(of lesson: Lesson) throws(LessonError) -> Configuration {
    var configuration = Configuration()
    for cell in lesson.cells { configuration.define(try own(cell, beside: configuration)) }
    return configuration
  }

  /// The knobs of a lesson over `configuration`. `taken` are the keys that they cannot have, with
  /// what these do.
  private func knobs(
    _ words: [Word], over configuration: Configuration, taken: [(key: Key, name: String)]
  ) throws(LessonError) -> [Knob] {
    try KnobReader(file: file, taken: taken, configuration: configuration).knobs(words)
  }

  /// Refuses a knob without an effect: each must have one on a page as it starts, or when another
  /// knob has been turned.
  private func check(
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

  func check(
    _ given: Given, in configuration: Configuration, _ location: String
  ) throws(LessonError) {
    guard let complaint = given.setting.complaint(in: configuration, location) else { return }
    throw LessonError(file: file, line: given.line, complaint)
  }

  /// Writes the settings of `assignments`; returns which they are. One that is wrong is told and
  /// passed over.
  private mutating func apply(
    _ assignments: [Assignment], group: Setting.Group?, to configuration: inout Configuration
  ) -> [Given] {
    var given: [Given] = []
    for assignment in assignments {
      var own = configuration
      let one = collect { (resolver) throws(LessonError) in
        try resolver.apply(assignment, group: group, to: &own)
      }
      configuration = own
      if let one { given.append(one) }
    }
    return given
  }

  private mutating func apply(
    _ assignment: Assignment, group: Setting.Group?, to configuration: inout Configuration
  ) throws(LessonError) -> Given {
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
    return Given(setting: setting, line: word.line)
  }

  mutating func panels(_ words: [Word]) -> [Panel] {
    words.compactMap { word in
      let (name, hint) = FormerNames.panels.current(word.text)
      if let hint { hints.append("\(file):\(word.line): \(hint)") }
      if let panel = Panel.named(name) { return panel }
      mistakes.append(
        LessonError(
          file: file, line: word.line, problem: "no panel called '\(word.text)'",
          allowed: Panel.all.map(\.name)))
      return nil
    }
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
