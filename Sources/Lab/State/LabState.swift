import Charts
import Lessons
import Problems
import Runs
import Screen

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
  /// What lies over the screen and takes the keys.
  public var overlay: Overlay?
  /// What the last key did, in words, where no lesson is open.
  public var notice = ""
  /// What the learner has done, in every lesson.
  public var progress = LearnerProgress()
  /// Whether runs wait for predictions.
  public var predictions = PredictionRule.asked
  /// The colours.
  public var theme = Theme.dark
  /// The glyphs that the person chose; nil for what the terminal is thought to have.
  public var glyphs: GlyphTier?
  /// What symbols are called.
  public var notation = Notation.unroll
  /// Whether lessons are shown for a room: one panel, its number in large digits, the sentence above it.
  public var isPresenting = false
  /// Whether the mouse is listened to.
  public var usesMouse = true
  /// The demonstration that is being played.
  public var demo: Demonstration?
  /// Settings that were kept under a name, each as `name=value`.
  public var kept: [String: [String]] = [:]
  /// What the program is asked to do outside of the lab, in order.
  var requests: [Request] = []
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
    open?.record = progress.lessons[experiment.lesson.name] ?? LessonRecord()
    open?.asksPredictions = predictions != .off
    open?.isPresented = isPresenting
    open?.notation = notation
    keepRecord()
    return [watch(), start()]
  }

  /// Asks for what the open page's panels show.
  func watch() -> Effect {
    .watch(open?.current.observations ?? [])
  }

  /// A new run of what is open.
  mutating func start() -> Effect {
    run += 1
    open?.isTraining = false
    open?.isForked = false
    open?.forkedSetting = nil
    open?.history.removeAll { !$0.outlivesRun }
    return .start(
      run: run, configuration: open?.configuration ?? Configuration(), dataFile: dataFile,
      contestants: open?.contestants ?? [])
  }
}

/// A lesson on the screen.
public struct OpenLesson: Sendable {
  /// The lesson.
  public internal(set) var experiment: Experiment
  /// The page shown, from 0.
  public var page: Int
  /// The configuration of the run, as the knobs stand.
  public var configuration: Configuration
  /// Whether its predictions are asked for.
  public var asksPredictions = true
  /// What the learner has done in it.
  public var record = LessonRecord()
  /// Whether the run is a fork, and the one setting that it changed.
  public var isForked = false
  public var forkedSetting: String?
  /// The configuration before the fork.
  var configurationBeforeFork: Configuration?
  /// What can be taken back, the last change at the end.
  var history: [Change] = []
  /// The losses with a name, as the run has them.
  var baselines: [Baseline] = []
  /// Whether space was pressed to train and has not been pressed again.
  public var isTraining = false
  /// What the last key did, in words, until the next.
  public var notice = ""
  /// Lines of the page scrolled past, from its top or from where the anchor puts it.
  public var scroll = 0
  /// The exercise that the page is scrolled to, by its place there; nil for the page's top.
  var anchor: Int?
  /// The pane that keys go to: 0 is the page, then its panels.
  public var focus = 0
  /// The panel that is shown where there is room for only one.
  public var panel = 0
  /// Whether the pane in focus has the whole screen.
  public var isZoomed = false
  /// Whether a pass runs through a diagram.
  public var isAnimated = false
  /// The hands of the last vote, by choice, kept in the corner.
  public var tally: [Int]?
  /// Whether it is shown for a room.
  public var isPresented = false
  /// What symbols are called.
  var notation = Notation.unroll
  /// How each panel is looked at.
  public var views: [Int: PanelView] = [:]
  /// The update of the last snapshot, which decides how far charts reach.
  public var update = 0

  /// The page shown.
  public var current: Experiment.Page { experiment.pages[page] }

  /// The page's contestants, as the knobs stand: a setting of their own stays what it is.
  var contestants: [Configuration] {
    current.contestants.compactMap { settings in
      var own = configuration
      for text in settings {
        // The reader of the lesson has tried these settings.
        try? own.apply(text)
      }
      return own.contradiction == nil ? own : nil
    }
  }

  /// How the panel with this index is looked at.
  func view(of panel: Int) -> PanelView { views[panel] ?? PanelView() }
}

/// Whether runs wait for predictions.
public enum PredictionRule: Sendable {
  /// Pages ask, and go on without an answer at a second press.
  case asked
  /// No run begins before its page's prediction is made.
  case required
  /// Nothing is asked.
  case off
}

/// What the lab asks of the program around it.
public enum Request: Sendable, Equatable {
  /// Save what is seen.
  case save
  /// Copy the pane's numbers.
  case copy
  /// Write the person's choices down.
  case remember
  /// Write down what the learner has done.
  case keepProgress
  /// Write down settings under a name.
  case keepSettings(String)
}

extension LabState {
  /// The chart that keys go to: of the panel in focus, or the one that is shown first.
  public func chartInFocus(_ snapshot: Snapshot) -> (any Chart)? {
    guard let lesson = open, !lesson.current.panels.isEmpty else { return nil }
    let panel = lesson.focus > 0 ? lesson.focus - 1 : lesson.panel % lesson.current.panels.count
    return lesson.current.panels[panel].chart(snapshot, lesson.view(of: panel))
  }
}
