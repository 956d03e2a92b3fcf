import Charts
import Lessons
import Runs
import Screen

/// The lab told line by line, for those who hear it: what would be on the screen, in words.
public enum Spoken {
  /// Columns that a line of prose takes at most.
  private static let width = 72

  /// Where the person is, from its title on.
  public static func position(_ state: LabState) -> [String] {
    guard let lesson = state.open else {
      return ["unroll, a lab for recurrent networks. \(state.entries.count) lessons."]
    }
    let text = lesson.experiment.lesson
    let heading =
      "\(text.number) \(text.title), page \(lesson.page + 1) of \(lesson.experiment.pages.count): "
      + sentence(lesson.current.text.title)
    let prose = lesson.prose(isUnicode: false).text(width: width)
    let look = lesson.current.look.isEmpty ? [] : ["", "Look: \(lesson.current.look)"]
    return ["", heading, ""] + prose.dropFirst(2) + look + keys(of: lesson, state)
  }

  /// What the page asks, and what came of it.
  public static func exercises(_ state: LabState) -> [String] {
    guard let lesson = state.open else { return [] }
    return lesson.exercises.flatMap { slot, exercise -> [String] in
      let isShown = lesson.isShown(slot)
      guard isShown else { return [] }
      return ExerciseText(
        exercise: exercise, slot: slot, record: lesson.record,
        missing: lesson.missing(for: exercise), isLinear: true
      ).paragraphs.map { $0.text.map(\.text).joined() }
    }
  }

  /// Which words stand for the keys that the prose of the page speaks of; empty where it speaks of
  /// none.
  private static func keys(of lesson: OpenLesson, _ state: LabState) -> [String] {
    let words = lesson.prose(isUnicode: false).text(width: width).joined(separator: " ")
      .split(separator: " ")
    var told: [String] = []
    for (word, next) in zip(words, words.dropFirst()) where word.lowercased() == "press" {
      let name = next.filter { !".,:;".contains($0) || next.count == 1 }
      guard let key = Key(named: String(name)), let call = state.call(for: key) else { continue }
      let typed = "\(name) is '\(call.name)\(call.argument.isEmpty ? "" : " \(call.argument)")'"
      if !told.contains(typed) { told.append(typed) }
    }
    return told.isEmpty ? [] : ["", "Keys are words here: " + told.joined(separator: ", ") + "."]
  }

  /// Where the run is, in a sentence.
  public static func status(_ snapshot: Snapshot) -> String {
    var parts = ["update \(snapshot.update)"]
    if let loss = snapshot.recentLoss {
      let baseline = snapshot.baseline
      parts.append("loss \(SmallNumber.text(loss))" + (baseline.isEmpty ? "" : ", \(baseline)"))
    }
    // What was evaluated on held-out examples; the rest is said by the panels.
    for measurement in Measurement.all where measurement.outlets.isSuperset(of: [.lines, .report]) {
      if let words = measurement.words(snapshot) { parts.append(words) }
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

  /// The panels of the page, or the one with this index, as they are looked at: a sentence each,
  /// then a short table.
  public static func panels(
    _ state: LabState, _ snapshot: Snapshot, only index: Int? = nil
  ) -> [String] {
    guard let lesson = state.open else { return [] }
    return lesson.current.panels.indices.filter { index == nil || $0 == index }
      .flatMap { panel -> [String] in
        var view = lesson.view(of: panel)
        view.notation = lesson.notation
        let chart = lesson.current.panels[panel].chart(snapshot, view)
        let isPlaced = view.cursor != nil || view.row > 0
        let here = isPlaced && !chart.status.isEmpty ? ["Here: \(sentence(chart.status))"] : []
        let table = chart.table.sampled(6)
        guard !table.rows.isEmpty, table.header.count <= 6 else {
          return ["", sentence(chart.sentence)] + here
        }
        return ["", sentence(chart.sentence)] + here + lines(of: table)
      }.map(clean)
  }

  /// The words with a full stop, unless they end with a mark of their own.
  public static func sentence(_ words: String) -> String {
    words.last.map { ".?!".contains($0) } == true ? words : words + "."
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
