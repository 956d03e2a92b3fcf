import Charts
import Runs
import Screen

/// The last two rows: a rule that carries what the last key did, and where the run is.
struct StatusRow {
  let lesson: OpenLesson
  let snapshot: Snapshot
  /// What can be done now, for the footer.
  let actions: [Action]
  /// The marker that is being set on the axis.
  var marker: Double?
  /// What a demonstration says.
  var caption: String?

  /// Draws the rule in the last row but one and the status in the last.
  func draw(on scene: inout Scene, in rectangle: Rectangle) {
    drawRule(on: &scene.grid, in: rectangle, y: rectangle.maxY - 2)
    let y = rectangle.maxY - 1
    var x = rectangle.x + 2
    let (mark, word, style) = phase
    x += scene.grid.put("\(mark) ", x: x, y: y, style: style, within: rectangle)
    x += scene.grid.put(pad(word, 10), x: x, y: y, style: style, within: rectangle)
    let isNarrow = rectangle.width < 100
    x += scene.grid.put(numbers(isNarrow: isNarrow), x: x, y: y, style: .plain, within: rectangle)
    scene.note(
      Element(
        Rectangle(x: rectangle.x, y: y, width: x - rectangle.x, height: 1), "status",
        [
          "Where the run is: updates done, the mean loss of the last 25 and the named baseline "
            + "it sits on, updates per second.",
          "\(snapshot.threads) thread\(snapshot.threads == 1 ? "" : "s"), seed "
            + "\(lesson.configuration.seed).",
        ], action: ActionCall("train")))
    Footer(actions: actions, isTraining: snapshot.isTraining).draw(
      on: &scene, in: rectangle, y: y, from: x + 2, to: rectangle.maxX - 2)
  }

  private func drawRule(on grid: inout Grid, in rectangle: Rectangle, y: Int) {
    var rule = Rule()
    switch snapshot.phase {
    case .diverged(let event):
      rule.left = [("\(event): \(clipHint)r starts again", .bad.bolded)]
    case .failed(let reason): rule.left = [(reason, .bad)]
    case .finished where lesson.notice.isEmpty:
      rule.left = [("did \(snapshot.update) updates: space goes on", .accent)]
    default:
      if !lesson.current.look.isEmpty { rule.left = [(lesson.current.look, .dim)] }
      if let complaint = snapshot.complaint, lesson.notice.isEmpty {
        rule.left = [(complaint, .warning)]
      }
      if !lesson.notice.isEmpty { rule.left = [(lesson.notice, .accent)] }
    }
    if let marker {
      rule.left = [
        ("your marker: \(SmallNumber.text(Float(marker)))   up down move it   enter   esc", .accent)
      ]
    }
    if let caption { rule.left = [(caption, .accent.bolded)] }
    if let left = timeLeft {
      rule.right = [(left, .dim)]
      // What to watch gives way to how long it takes, if both do not fit.
      let look = lesson.current.look
      let isTight = columns(of: look) + columns(of: left) + 8 > rectangle.width
      if isTight, rule.left.first?.text == look { rule.left = [] }
    }
    rule.draw(on: &grid, in: rectangle, y: y)
  }

  /// `c clips, `, with the key that the lesson has for it, if it has one.
  private var clipHint: String {
    lesson.experiment.knobs.first { $0.setting == "clip" }.map { "\($0.keys) clips, " } ?? ""
  }

  /// How far the planned updates have come, and how long the rest takes: `██████░░░░  4 s left`.
  private var timeLeft: String? {
    let planned = snapshot.configuration.updates
    guard snapshot.isTraining, planned > 0 else { return nil }
    let done = (snapshot.update - 1) % planned + 1
    let filled = min(10, done * 10 / planned)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
    // The first few updates tell no speed yet.
    guard let speed = snapshot.updatesPerSecond, speed > 0, done * 50 > planned else { return bar }
    let seconds = Int((Double(planned - done) / speed).rounded(.up))
    let time = seconds < 100 ? "\(seconds) s" : "\(seconds / 60) min"
    return "\(bar)  \(padLeft(time, 6)) left"
  }

  private var phase: (mark: String, word: String, style: Style) {
    switch snapshot.phase {
    case .none: ("○", "starting", .dim)
    case .training: ("●", "training", .good)
    case .paused: ("○", snapshot.update == 0 ? "ready" : "paused", .dim)
    case .finished: ("○", "finished", .accent)
    case .diverged: ("✗", "diverged", .bad)
    case .failed: ("✗", "failed", .bad)
    }
  }

  /// Update, loss with the baseline it sits on, and speed, each with a fixed width.
  private func numbers(isNarrow: Bool) -> String {
    var text = "update \(padLeft(String(snapshot.update), isNarrow ? 5 : 6))"
    guard let loss = snapshot.recentLoss else { return text }
    if snapshot.text != nil {
      return text + "  \(padLeft(SmallNumber.text(loss * bitsPerNat), 6)) bits per character"
    }
    let measured = Measurement.all.first {
      $0.outlets.contains(.status) && $0.applies(to: snapshot.configuration)
    }
    text += "  loss \(padLeft(SmallNumber.text(loss), 6))"
    if let probed = snapshot.probedLoss { return text + "  moved \(SmallNumber.text(probed))" }
    let baseline = measured?.words(snapshot) ?? snapshot.baseline
    text += "  \(pad(baseline, isNarrow ? 5 : 13))"
    if let speed = snapshot.updatesPerSecond, snapshot.isTraining, !isNarrow {
      text += " \(padLeft(String(Int(speed)), 6)) updates/s"
    }
    return text
  }
}
