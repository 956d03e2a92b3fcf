import Lessons
import Runs
import Screen

/// A lesson whose every word has been found in the catalogues: ready to be drawn and trained.
public struct Experiment: Sendable {
  /// One page: its prose and the run that goes with it.
  public struct Page: Sendable {
    /// Title and prose.
    public let text: Lessons.Page
    /// One sentence of what to watch on its picture; may be empty.
    public let look: String
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

    /// The runs beside one of `configuration`: a setting of their own stays what it is.
    func contestants(beside configuration: Configuration) -> [Configuration] {
      contestants.compactMap { settings in
        var own = configuration
        for text in settings {
          // The reader of the lesson has tried these settings.
          try? own.apply(text)
        }
        return own.contradiction == nil ? own : nil
      }
    }

    /// What its panels show of the run, and what its exercises and its demo measure.
    public var observations: Set<ObservationKind> {
      let waited = demo.flatMap { step -> [Runs.Measurement] in
        guard case .wait(let condition) = step else { return [] }
        return condition.measurements
      }
      let measured = (exercises.flatMap(\.measurements) + waited).compactMap(\.needs)
      return panels.reduce(into: Set(measured)) { $0.formUnion($1.observations) }
    }

    /// What is measured while it is shown: of contestants what its exercises ask about, and
    /// everything at the updates that decide its predictions.
    public var watch: Watch {
      let beside = exercises.flatMap(\.conditions).flatMap(\.measurementsBeside)
      let moments = exercises.compactMap { exercise -> Int? in
        guard case .prediction(let prediction) = exercise else { return nil }
        return prediction.after
      }
      return Watch(
        observations, beside: Set(beside.compactMap(\.needs)), moments: Set(moments))
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
    let (experiment, mistakes) = Self.read(lesson, taken: taken)
    guard let experiment else { throw mistakes[0] }
    self = experiment
  }

  /// The same with every mistake, in the order of their lines; without an experiment where there is
  /// one.
  static func read(
    _ lesson: Lesson, taken: [(key: Key, name: String)]
  ) -> (experiment: Experiment?, mistakes: [LessonError]) {
    var resolver = LessonResolver(file: lesson.file)
    let (pages, knobs) = resolver.resolve(lesson, taken: taken)
    guard resolver.mistakes.isEmpty else {
      return (nil, resolver.mistakes.sorted { $0.line < $1.line })
    }
    return (Experiment(lesson: lesson, knobs: knobs, pages: pages, hints: resolver.hints), [])
  }

  private init(lesson: Lesson, knobs: [Knob], pages: [Page], hints: [String]) {
    (self.lesson, self.knobs, self.pages, self.hints) = (lesson, knobs, pages, hints)
  }
}

extension Experiment {
  /// What a PyTorch program of page `page`, from 0, says of where it comes from.
  public func source(page: Int) -> PyTorchProgram.Source {
    PyTorchProgram.Source(
      lesson: lesson.name, title: lesson.title, page: page + 1, pageTitle: pages[page].text.title,
      planned: pages[page].configuration)
  }
}
