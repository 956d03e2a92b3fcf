import Lessons

/// Everything that decides what is on the screen, apart from what training measured.
public struct LabState: Sendable {
  /// A row of the contents: a lesson that can be opened, or one that cannot and why.
  public enum Entry: Sendable {
    case lesson(Experiment)
    case broken(file: String, reason: String)
  }

  /// The rows of the contents, in order.
  public var entries: [Entry]
  /// The row under the cursor.
  public var selection = 0
  /// The lesson that is open, if one is.
  public var open: OpenLesson?
  /// Whether the table of keys covers the screen.
  public var showsHelp = false
  /// Whether the lab has been left.
  public var isOver = false
  /// The run that the screen belongs to; snapshots of earlier runs are not shown.
  public var run = 0
  /// A text file given with `--data`, in place of the shipped text.
  public let dataFile: String?

  /// The contents screen over `entries`.
  public init(entries: [Entry], dataFile: String? = nil) {
    self.entries = entries
    self.dataFile = dataFile
  }

  /// Opens `experiment` at `page` (from 0), with `configuration` in place of the page's own.
  public mutating func enter(
    _ experiment: Experiment, page: Int = 0, configuration: Configuration? = nil
  ) -> [Effect] {
    let page = min(max(page, 0), experiment.pages.count - 1)
    open = OpenLesson(
      experiment: experiment, page: page,
      configuration: configuration ?? experiment.pages[page].configuration)
    return [start()]
  }

  /// A new run of what is open.
  mutating func start() -> Effect {
    run += 1
    open?.isTraining = false
    return .start(
      run: run, configuration: open?.configuration ?? Configuration(), dataFile: dataFile)
  }
}

/// A lesson on the screen.
public struct OpenLesson: Sendable {
  /// The lesson.
  public let experiment: Experiment
  /// The page shown, from 0.
  public var page: Int
  /// The configuration of the run, as the knobs stand.
  public var configuration: Configuration
  /// Whether space was pressed to train and has not been pressed again.
  public var isTraining = false
  /// What the last key did, in words, until the next.
  public var notice = ""
  /// Lines of the page scrolled past.
  public var scroll = 0
  /// The panel that is shown where there is room for only one.
  public var panel = 0

  /// The page shown.
  public var current: Experiment.Page { experiment.pages[page] }
}

/// What the state asks of the training thread.
public enum Effect: Sendable, Equatable {
  /// A new run from the seed, measured once before its first update.
  case start(run: Int, configuration: Configuration, dataFile: String?)
  /// Settings that a run takes up as it goes.
  case adjust(Configuration)
  case train, pause
  /// One update.
  case step
  /// The lesson was left.
  case stop
}
