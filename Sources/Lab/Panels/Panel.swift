import Charts
import Runs

/// A panel that a lesson may name: what it shows of a run, and what it says of itself. A new panel
/// is one file and one line in `all`.
public struct Panel: Sendable {
  /// The name in lesson files.
  public let name: String
  /// What it is called on the screen.
  public let title: String
  /// What it shows, in words, for the cursor that explains and for linear mode.
  let meaning: String
  /// What its numbers are, in symbols.
  let equation: String
  /// The same for the cell of the run, where that decides it.
  var cellEquation: (@Sendable (CellDescription) -> String)?
  /// What a run lacks for it besides observations, as the end of `this run has no ...`.
  var lacks: @Sendable (Configuration) -> String? = { _ in nil }
  /// What has to be observed for it.
  public let needs: [ObservationKind]
  /// What it shows too where it is observed.
  var watchesIfGiven: [ObservationKind] = []
  /// The chart of a snapshot, as a person looks at it.
  private let makeChart: @Sendable (Snapshot, PanelView) -> any Chart
  /// The last position of its cursor; nil where the cursor moves over updates.
  var lastCursor: @Sendable (Configuration) -> Float? = { _ in nil }
  /// Whether a pass can be run through it.
  var isPass = false
  /// How many things up and down choose from; 1 where there is nothing to choose.
  var rows: @Sendable (Configuration) -> Int = { _ in 1 }
  /// The one number that it is about, for those who sit far away.
  var headline: @Sendable (Snapshot) -> (value: String, name: String)? = { _ in nil }

  init(
    name: String, title: String, meaning: String, equation: String, needs: [ObservationKind],
    chart: @escaping @Sendable (Snapshot, PanelView) -> any Chart
  ) {
    (self.name, self.title, self.meaning, self.equation) = (name, title, meaning, equation)
    (self.needs, makeChart) = (needs, chart)
  }

  /// The same with what `change` sets besides.
  func with(_ change: (inout Panel) -> Void) -> Panel {
    var panel = self
    change(&panel)
    return panel
  }

  /// Every panel.
  public static let all: [Panel] = [
    .loss, .logLoss, .ruler, .norm, .bits, .sample, .twoSamples, .nextCharacter, .shadedText,
    .states, .gates, .weights, .statePlane,
    .network, .cell, .probabilities, .numberedPass, .oneStepAhead, .closedLoop, .outputs,
    .translation, .exactMatch, .alignment, .sentencePlane, .confusion, .wordByWord, .accuracy,
    .ablations, .slope,
  ]

  /// The panel called `name`.
  public static func named(_ name: String) -> Panel? { all.first { $0.name == name } }

  /// What has to be measured for it.
  public var observations: Set<ObservationKind> { Set(needs + watchesIfGiven) }

  /// What it needs and runs of `configuration` do not give, as the end of `this run has no ...`.
  func missing(in configuration: Configuration) -> String? {
    needs.first { !$0.isGiven(by: configuration) }?.about ?? lacks(configuration)
  }

  /// The chart of a snapshot, as a person looks at it.
  func chart(_ snapshot: Snapshot, _ view: PanelView = PanelView()) -> any Chart {
    makeChart(snapshot, view)
  }

  /// What it is, its equation, its shape and its value now, a line each.
  func about(_ snapshot: Snapshot) -> [String] {
    let settings = snapshot.configuration
    let shape =
      "T = \(settings.steps), batch B = \(settings.batch), units H = \(settings.hidden)."
    let now = "Now: " + chart(snapshot).sentence + "."
    let equation = cellEquation?(settings.cellDescription) ?? equation
    return [meaning, equation, shape, now].filter { !$0.isEmpty }
  }
}

extension Panel: Equatable {
  /// Two panels are equal if they have one name.
  public static func == (a: Panel, b: Panel) -> Bool { a.name == b.name }
}
