import Runs

/// Going back: forks, and changes that are taken back.
extension LabState {
  /// Why the run cannot be forked; nil where it can.
  var forkRefusal: String? {
    guard let lesson = open, lesson.update > 0 else {
      return "there is nothing to fork yet: train first"
    }
    return lesson.isForked ? "this run is a fork already; \(way(to: "undo")) goes back" : nil
  }

  /// Goes back to an update, or to the cursor of the loss chart, or stays where the run is, and
  /// parts from the run as it was.
  mutating func fork(at update: Int? = nil) {
    guard let lesson = open else { return }
    let cursor = lesson.current.panels.indices.compactMap { lesson.view(of: $0).cursor }.first
    let chosen = update ?? cursor.map { Int($0) } ?? lesson.update
    let start = min(max(0, chosen), lesson.update)
    open?.isForked = true
    open?.configurationBeforeFork = lesson.configuration
    open?.isTraining = false
    open?.history.append(.fork)
    tell(
      "forked at update \(start): turn \(lesson.turnable), then \(way(to: "train")); "
        + "\(way(to: "undo")) goes back")
    emit(training: .pause)
    emit(training: .fork(start))
  }

  /// Takes the last change back: a knob, a weight, a fork; without one, an answer that no run has
  /// been started for.
  mutating func undo() {
    guard let lesson = open else { return }
    guard let last = lesson.history.last else { return takeAnswerBack() }
    open?.history.removeLast()
    switch last {
    case .settings(let before): restore(before)
    case .weight(let index, let change):
      open?.isTraining = false
      tell("the weight is where it was")
      emit(training: .pause)
      emit(training: .nudge(index, -change))
    case .fork: unfork(lesson)
    }
  }

  /// Puts the settings back, and starts again where that is needed.
  private mutating func restore(_ before: Configuration) {
    let now = open?.configuration ?? before
    let changed = before.settings.filter { $0.record(in: now) != $0.record(in: before) }
    let words = changed.map { "\($0.name) \($0.value(in: before))" }.joined(separator: ", ")
    open?.configuration = before
    if open?.isForked == true, before == open?.configurationBeforeFork { open?.forkedSetting = nil }
    if changed.contains(where: { $0.effect == .restarts }) {
      restart("\(words) again: started again")
    } else {
      emit(training: .adjust(before))
      tell("\(words) again")
    }
  }

  /// Goes back to the run that the fork left.
  private mutating func unfork(_ lesson: OpenLesson) {
    open?.isForked = false
    open?.forkedSetting = nil
    open?.isTraining = false
    if let before = lesson.configurationBeforeFork { open?.configuration = before }
    tell("the fork is undone")
    emit(training: .unfork)
  }
}

extension OpenLesson {
  /// What a fork may turn, in words: `clip, rate or forcing`.
  var turnable: String {
    let names = Setting.catalogue.filter {
      $0.effect == .goesOn && forkComplaint($0) == nil && $0.changesLosses
        && $0.applies(to: configuration)
    }.map(\.name)
    let last = names.suffix(2).joined(separator: " or ")
    return (names.dropLast(2) + [last]).joined(separator: ", ")
  }

  /// Why a fork cannot take another value of `setting`; nil where it can.
  func forkComplaint(_ setting: Setting) -> String? {
    if !setting.changesLosses { return nil }
    if setting.effect == .restarts {
      return "\(setting.name) is decided at the start of a run; a fork turns \(turnable)"
    }
    if let known = forkedSetting, known != setting.name {
      return "a fork differs in one thing, and this one in \(known); u goes back"
    }
    return nil
  }
}
