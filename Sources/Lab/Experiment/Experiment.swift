import Lessons
import Runs
import Screen

/// A lesson whose every word has been found in the catalogues: ready to be drawn and trained.
public struct Experiment: Sendable {
  /// One page: its prose and the run that goes with it.
  public struct Page: Sendable {
    /// Title and prose.
    public let text: Lessons.Page
    /// The configuration that the page starts from.
    public let configuration: Configuration
    /// Settings of the runs that learn the same problem beside it, in addition to its own.
    public let contestants: [[String]]
    /// The panels it shows, the main one first.
    public let panels: [Panel]
    /// What it asks of the student and claims, in order.
    public let exercises: [PageExercise]
    /// What a demonstration of it does.
    public let demo: [DemoStep]

    /// What its panels show of the run, and what its exercises and its demo measure.
    public var observations: Set<ObservationKind> {
      let waited = demo.flatMap { step -> [Runs.Measurement] in
        guard case .wait(let condition) = step else { return [] }
        return condition.measurements
      }
      let measured = (exercises.flatMap(\.measurements) + waited).compactMap(\.needs)
      return panels.reduce(into: Set(measured)) { $0.formUnion($1.observations) }
    }
  }

  /// The lesson as written.
  public let lesson: Lesson
  /// The knobs that its keys turn, in order.
  public let knobs: [Knob]
  /// The pages; never empty.
  public let pages: [Page]
  /// What its author may want to change, with file and line: old names of things.
  public let hints: [String]

  /// Looks up every word of `lesson`, whose knobs cannot have the keys `taken`; throws with file
  /// and line at the first that nothing knows, or that has no effect.
  init(_ lesson: Lesson, taken: [(key: Key, name: String)]) throws(LessonError) {
    var resolver = LessonResolver(file: lesson.file)
    let base = try resolver.base(of: lesson)
    knobs = try resolver.knobs(lesson.keys, over: base, taken: taken)
    pages = try resolver.pages(of: lesson, over: base, with: knobs)
    try resolver.check(knobs, of: lesson.keys, on: pages)
    hints = resolver.hints
    self.lesson = lesson
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
          lesson: lesson.name, location: "\(lesson.file):\(claim.line)", claim: claim,
          configuration: page.configuration, observations: page.observations)
      }
    }
  }
}
