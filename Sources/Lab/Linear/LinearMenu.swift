import Runs

/// What can be done, as numbered lines: the little that is offered each time, and all of it when
/// asked for.
public struct LinearMenu: Sendable, Equatable {
  /// A row: what it is called, and what choosing it does.
  public struct Row: Sendable, Equatable {
    /// The words.
    public let text: String
    /// What choosing it does.
    public let call: ActionCall
  }

  /// The rows; their numbers begin at 1.
  public let rows: [Row]
  private let isContents: Bool

  /// What is offered at once: the choices of a prediction, then what most people want next.
  public init(_ state: LabState) {
    isContents = state.open == nil
    guard let lesson = state.open else {
      rows = state.entries.map(Self.row)
      return
    }
    var rows: [Row] = []
    if state.predictionRefusal(nil) == nil, let (_, prediction) = lesson.openPrediction {
      rows = prediction.choices.enumerated().map {
        Row(text: "predict: \($0.element.text)", call: ActionCall("predict", "\($0.offset + 1)"))
      }
    }
    rows += state.availableActions.filter { $0.isOffered && $0.name != "predict" }.map {
      Row(text: "\($0.name): \($0.menu)", call: $0.call())
    }
    self.rows = rows
  }

  private static func row(_ entry: LabState.Entry) -> Row {
    switch entry {
    case .lesson(let experiment):
      let lesson = experiment.lesson
      return Row(
        text: "\(lesson.number). \(lesson.title): \(lesson.idea)",
        call: ActionCall("open", lesson.name))
    case .broken(let file, let reason):
      return Row(text: "\(file) is broken: \(reason)", call: ActionCall("open", file))
    }
  }

  /// The rows with their numbers, and how to get further.
  public var lines: [String] {
    let lines =
      isContents
      ? rows.map(\.text) : rows.enumerated().map { "\($0.offset + 1). \($0.element.text)" }
    let question =
      isContents
      ? "Which lesson? Type its number. menu tells all else that can be done, quit leaves."
      : "What next? Type a number or a word. menu tells everything that can be done."
    return lines + [question]
  }

  /// Every action of the situation by its group, with what is typed for it; those that cannot be
  /// done now by their words alone.
  public static func everything(_ state: LabState) -> [String] {
    let available = state.availableActions
    var lines: [String] = []
    for group in Action.Group.allCases {
      let rows = available.filter { $0.group == group }
      guard !rows.isEmpty else { continue }
      lines += ["", "\(group.rawValue):"] + rows.map { "  \($0.usage): \($0.menu)" }
    }
    let names = Set(available.map(\.name))
    let others = state.actions.map(\.name).filter { !names.contains($0) }
    if !others.isEmpty { lines += ["", "not now: " + others.joined(separator: ", ") + "."] }
    return lines
  }
}
