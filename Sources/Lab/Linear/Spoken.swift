import Charts
import Lessons
import Runs
import Screen

/// The lab told line by line, for those who hear it: what would be on the screen, in words.
public enum Spoken {
  /// Columns that a line of prose takes at most.
  private static let width = 72

  /// A choice in a menu.
  public struct Choice: Sendable {
    /// What it does, in words.
    public let text: String
    /// What choosing it does.
    public let action: Action
  }

  /// Where the person is, from its title on.
  public static func place(_ state: LabState) -> [String] {
    guard let lesson = state.open else {
      return ["unroll, a lab for recurrent networks. \(state.entries.count) lessons."]
    }
    let text = lesson.experiment.lesson
    let heading =
      "\(text.number) \(text.title), page \(lesson.page + 1) of \(lesson.experiment.pages.count): "
      + lesson.current.text.title + "."
    let prose = lesson.prose(isUnicode: false).text(width: width)
    return ["", heading, ""] + prose.dropFirst(2)
  }

  /// What can be done there.
  public static func choices(_ state: LabState) -> [Choice] {
    guard let lesson = state.open else {
      let lessons = state.entries.enumerated().map { index, entry -> Choice in
        switch entry {
        case .lesson(let experiment):
          let lesson = experiment.lesson
          return Choice(
            text: "\(lesson.number) \(lesson.title): \(lesson.idea)", action: .openEntry(index))
        case .broken(let file, let reason):
          return Choice(text: "\(file) is broken: \(reason)", action: .openEntry(index))
        }
      }
      return lessons + [Choice(text: "leave", action: .quit)]
    }
    var choices: [Choice] = []
    if let (_, prediction) = lesson.openPrediction {
      choices += prediction.choices.enumerated().map {
        Choice(text: "predict: \($0.element.text)", action: .predict($0.offset))
      }
      if prediction.guessed != nil {
        for share in [0.05, 0.25, 0.5, 0.75, 1] {
          let value = share * (lesson.baselines.map { Double($0.value) }.max() ?? 1)
          choices.append(
            Choice(text: "predict \(Condition.text(value))", action: .commitGuess(value)))
        }
      }
    }
    choices.append(Choice(text: "train", action: .trainOrPause))
    if lesson.openChallenge != nil {
      choices.append(Choice(text: "a hint", action: .hint))
      choices.append(Choice(text: "show me", action: .solution))
    }
    if lesson.page + 1 < lesson.experiment.pages.count {
      choices.append(Choice(text: "next page", action: .pageForward))
    }
    if lesson.page > 0 { choices.append(Choice(text: "page before", action: .pageBack)) }
    choices += [
      Choice(text: "one update", action: .stepOnce), Choice(text: "start again", action: .restart),
    ]
    for knob in lesson.experiment.knobs {
      let setting = Setting.catalogue.first { $0.name == knob.setting }
      let value = setting?.value(in: lesson.configuration) ?? ""
      for (direction, word) in [(1, "next"), (-1, "before")]
      where direction > 0 || knob.isDial {
        guard let next = knob.value(after: value, direction: direction) else { continue }
        choices.append(
          Choice(
            text: "\(knob.label), now \(value): \(word), \(next)",
            action: .turn(knob.setting, direction)))
      }
    }
    return choices + [
      Choice(text: "save what there is to see", action: .save),
      Choice(text: "back to the lessons", action: .back),
    ]
  }

  /// The named level that the loss sits on; empty for none.
  public static func level(_ snapshot: Snapshot) -> String {
    snapshot.recentLoss.map { ReachedBaseline.name(of: $0, among: snapshot.baselines) } ?? ""
  }

  /// Where the run stands, in a sentence.
  public static func status(_ snapshot: Snapshot) -> String {
    var parts = ["update \(snapshot.update)"]
    if let loss = snapshot.recentLoss {
      let level = level(snapshot)
      parts.append("loss \(SmallNumber.text(loss))" + (level.isEmpty ? "" : ", \(level)"))
    }
    if let bits = snapshot.text?.heldOutBits {
      parts.append("held out \(SmallNumber.text(bits)) bits per character")
    }
    if let speed = snapshot.updatesPerSecond, snapshot.isTraining {
      parts.append("\(Int(speed)) updates per second")
    }
    switch snapshot.phase {
    case .diverged(let event), .failed(let event): parts.append(event)
    case .finished: parts.append("the planned updates are done")
    case .none, .paused, .training: break
    }
    return parts.joined(separator: ", ") + "."
  }

  /// Each panel of the page: a sentence, then a short table.
  public static func panels(_ state: LabState, _ snapshot: Snapshot) -> [String] {
    guard let lesson = state.open else { return [] }
    return lesson.current.panels.flatMap { panel -> [String] in
      let chart = panel.chart(snapshot)
      let table = chart.table.sampled(6)
      guard !table.rows.isEmpty, table.header.count <= 6 else { return ["", chart.sentence + "."] }
      return ["", chart.sentence + "."] + lines(of: table)
    }.map(clean)
  }

  private static func lines(of table: ChartTable) -> [String] {
    let rows = [table.header] + table.rows
    let widths = table.header.indices.map { column in
      rows.map { columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      "  " + zip(row, widths).map { pad($0, $1) }.joined(separator: "  ")
    }
  }

  /// The text without anything that a terminal could take for a command.
  public static func clean(_ text: String) -> String {
    var grid = Grid(width: 400, height: 1)
    grid.put(text, x: 0, y: 0)
    return grid.lines().joined()
  }
}
