import Charts
import Lessons
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
  /// What the student has done, in every lesson.
  public var progress = StudentProgress()
  /// Whether runs wait for predictions.
  public var predictions = PredictionRule.asked
  /// The colours for one reader, and those for presenting.
  public var readingTheme = Theme.dark
  public var presentingTheme = Theme.contrast
  /// The glyphs that the person chose; nil for what the terminal is thought to have.
  public var glyphs: GlyphTier?
  /// What symbols are called.
  public var notation = Notation.unroll
  /// Whether lessons are presented: one panel, its number in large digits, the sentence above it.
  public var isPresenting = false
  /// Whether the mouse is listened to.
  public var usesMouse = true
  /// The demonstration that is being played.
  public var demo: Demonstration?
  /// The run that a demonstration has left: what comes of it is not the student's doing.
  var runOfDemo: Int?
  /// Settings that were kept under a name, each as `name=value`.
  public var kept: [String: [String]] = [:]
  /// Whether the lab is told line by line: actions then have words in place of keys.
  public var isLinear = false
  /// What the input that is being handled has asked of the outside so far.
  var outgoing: [Effect] = []
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

  /// The colours as they are now.
  public var theme: Theme {
    get { isPresenting ? presentingTheme : readingTheme }
    set { if isPresenting { presentingTheme = newValue } else { readingTheme = newValue } }
  }

  /// Asks something of the outside.
  mutating func emit(_ effect: Effect) { outgoing.append(effect) }

  /// Asks something of training.
  mutating func emit(training command: TrainingCommand) { outgoing.append(.training(command)) }

  /// Says something in the row above the status.
  public mutating func tell(_ words: String) {
    if open == nil { notice = words } else { open?.notice = words }
  }
}

extension LabState {
  /// The chart that keys go to: of the panel in focus, or the one that is shown first.
  public func chartInFocus(_ snapshot: Snapshot) -> (any Chart)? {
    guard let lesson = open, !lesson.current.panels.isEmpty else { return nil }
    let panel = lesson.focus > 0 ? lesson.focus - 1 : lesson.panel % lesson.current.panels.count
    return lesson.current.panels[panel].chart(snapshot, lesson.view(of: panel))
  }
}
