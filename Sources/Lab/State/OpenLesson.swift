import Lessons
import Runs

/// A lesson on the screen.
public struct OpenLesson: Sendable {
  /// The lesson.
  public internal(set) var experiment: Experiment
  /// Whether its file, as it was saved last, has a mistake.
  var isBroken = false
  /// The page shown, from 0.
  public var page: Int
  /// The configuration of the run, as the knobs stand.
  public var configuration: Configuration
  /// Whether its predictions are asked for.
  public var asksPredictions = true
  /// What the student has done in it.
  public var record = LessonRecord()
  /// Whether the run is a fork, and the one setting that it changed.
  public var isForked = false
  public var forkedSetting: String?
  /// The settings that undoing the fork brings back.
  var configurationBeforeFork: Configuration?
  /// What can be taken back, the last change at the end.
  var history: [Change] = []
  /// The equations that were typed last; nil where none were.
  var cellDraft: TextEditor?
  /// The losses with a name, as the run has them.
  var baselines: [Baseline] = []
  /// Whether space was pressed to train and has not been pressed again.
  public var isTraining = false
  /// What the last key did, in words, until the next.
  public var notice = ""
  /// Lines of the page scrolled past, from its top or from where the anchor puts it.
  public var scroll = 0
  /// The exercise that the page is scrolled to, by its index there; nil for the page's top.
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
  /// Whether one panel has the screen, with its number in large digits, for those who sit far away.
  public var isPresented = false
  /// Whether it is told line by line.
  var isLinear = false
  /// What symbols are called.
  var notation = Notation.unroll
  /// How each panel is looked at.
  public var views: [Int: PanelView] = [:]
  /// The update of the last snapshot, which decides how far charts reach.
  public var update = 0

  /// The page shown.
  public var current: Experiment.Page { experiment.pages[page] }

  /// The page's contestants, as the knobs stand: a setting of their own stays what it is.
  var contestants: [Configuration] { current.contestants(beside: configuration) }

  /// How the panel with this index is looked at.
  func view(of panel: Int) -> PanelView { views[panel] ?? PanelView() }
}
