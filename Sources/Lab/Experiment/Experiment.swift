import Lessons
import Runs

/// A lesson whose every word has been found in the catalogues: ready to be drawn and trained.
public struct Experiment: Sendable {
  /// One page: its prose and the run that goes with it.
  public struct Page: Sendable {
    /// Title and prose.
    public let text: Lessons.Page
    /// The configuration that the page starts from.
    public let configuration: Configuration
    /// The panels it shows, the main one first.
    public let panels: [PanelKind]
    /// What it asks of the learner and claims, in order.
    public let exercises: [PageExercise]
    /// What a demonstration of it does.
    public let demo: [DemoStep]

    /// What its panels show of the run.
    public var observations: Set<ObservationKind> {
      panels.reduce(into: []) { $0.formUnion($1.observations) }
    }
  }

  /// The lesson as written.
  public let lesson: Lesson
  /// The configuration of the front matter.
  public let configuration: Configuration
  /// The knobs that its keys turn, in order.
  public let knobs: [Knob]
  /// The pages; never empty.
  public let pages: [Page]

  /// Looks up every word of `lesson`; throws with file and line at the first that nothing knows.
  public init(_ lesson: Lesson) throws(LessonError) {
    let resolver = Resolver(file: lesson.file)
    var configuration = Configuration()
    for group in Setting.Group.allCases {
      try resolver.apply(lesson.assignments(in: group), group: group, to: &configuration)
    }
    let panels = try resolver.panels(lesson.panels)
    var pages: [Page] = []
    for (number, page) in lesson.pages.enumerated() {
      pages.append(
        try resolver.page(page, number: number, base: configuration, panels: panels))
    }
    self.lesson = lesson
    self.configuration = configuration
    self.knobs = try resolver.knobs(lesson.keys)
    self.pages = pages
  }
}

extension Experiment {
  /// What a PyTorch program of page `page`, from 0, says of where it comes from.
  public func source(page: Int) -> PyTorchProgram.Source {
    PyTorchProgram.Source(
      lesson: lesson.name, title: lesson.title, page: page + 1, pageTitle: pages[page].text.title,
      planned: pages[page].configuration)
  }

  /// The claims of its pages, in order.
  public var claims: [ClaimCheck.Item] {
    pages.flatMap { page in
      page.exercises.compactMap { exercise -> ClaimCheck.Item? in
        guard case .claim(let claim) = exercise else { return nil }
        return ClaimCheck.Item(
          lesson: lesson.name, place: "\(lesson.file):\(claim.line)", claim: claim,
          configuration: page.configuration, observations: page.observations)
      }
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

/// Finds words in catalogues and says where the word stood when there is no such thing.
private struct Resolver {
  let file: String

  func apply(
    _ assignments: [Assignment], group: Setting.Group?, to configuration: inout Configuration
  ) throws(LessonError) {
    for assignment in assignments {
      let word = assignment.key
      let name = group == .problem && word.text == "name" ? "problem" : word.text
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
        throw LessonError(
          file: file, line: assignment.value.line, problem: error.problem, allowed: error.allowed)
      }
    }
  }

  func page(
    _ page: Lessons.Page, number: Int, base: Configuration, panels: [PanelKind]
  ) throws(LessonError) -> Experiment.Page {
    var configuration = base
    var shown = panels
    for assignment in page.settings where assignment.key.text == "panels" {
      let words = assignment.value.text.split { $0 == "," || $0 == " " }
      shown = try self.panels(words.map { Word(text: String($0), line: assignment.value.line) })
    }
    let settings = page.settings.filter { $0.key.text != "panels" }
    try apply(settings, group: nil, to: &configuration)
    var exercises: [PageExercise] = []
    for exercise in page.exercises {
      exercises.append(try ExerciseReader(file: file).read(exercise))
    }
    return Experiment.Page(
      text: page, configuration: configuration, panels: shown, exercises: exercises,
      demo: try DemoReader(file: file).steps(page.demo, page: number))
  }

  func panels(_ words: [Word]) throws(LessonError) -> [PanelKind] {
    var found: [PanelKind] = []
    for word in words {
      guard let panel = PanelKind(rawValue: word.text) else {
        throw LessonError(
          file: file, line: word.line, problem: "no panel called '\(word.text)'",
          allowed: PanelKind.allCases.map(\.rawValue))
      }
      found.append(panel)
    }
    return found
  }

  /// A knob is written as its setting's name, then, where it should stop at fewer values, those.
  func knobs(_ words: [Word]) throws(LessonError) -> [Knob] {
    var found: [Knob] = []
    for word in words {
      let parts = word.text.split(separator: " ").map(String.init)
      guard let knob = Knob.catalogue.first(where: { $0.setting == parts.first }) else {
        throw LessonError(
          file: file, line: word.line, problem: "no key turns '\(parts.first ?? "")'",
          allowed: Knob.catalogue.map(\.setting))
      }
      let chosen = Array(parts.dropFirst())
      try check(chosen, of: knob, line: word.line)
      found.append(chosen.isEmpty ? knob : knob.limited(to: chosen))
    }
    return found
  }

  private func check(_ values: [String], of knob: Knob, line: Int) throws(LessonError) {
    var scratch = Configuration()
    for value in values {
      do {
        try Setting.named(knob.setting).set(value, in: &scratch)
      } catch {
        throw LessonError(
          file: file, line: line, problem: error.problem, allowed: error.allowed)
      }
    }
  }
}
