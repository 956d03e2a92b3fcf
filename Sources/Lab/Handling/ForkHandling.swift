import Runs

/// Something that a person changed and may take back.
enum Change: Sendable, Equatable {
  /// Settings, as they were before.
  case settings(Configuration)
  /// A weight, by its place, and how far it was moved.
  case weight(Int, Float)
  /// The run was forked.
  case fork

  /// Whether a new run leaves it as it is.
  var outlivesRun: Bool { if case .settings = self { true } else { false } }
}

extension LabState {
  /// Goes back to the cursor of the loss chart, or stays where the run is, and parts from it.
  mutating func fork() -> [Effect] {
    guard let lesson = open, lesson.update > 0 else {
      tell("there is nothing to fork yet: space trains")
      return []
    }
    guard !lesson.isForked else {
      tell("this run is a fork already; u goes back")
      return []
    }
    let cursor = lesson.current.panels.indices.compactMap { lesson.view(of: $0).cursor }.first
    let place = min(max(0, Int(cursor ?? Float(lesson.update))), lesson.update)
    open?.isForked = true
    open?.configurationBeforeFork = lesson.configuration
    open?.isTraining = false
    open?.history.append(.fork)
    tell("forked at update \(place): turn one knob, then space; u goes back")
    return [.pause, .fork(place)]
  }

  /// Takes the last change back: a knob, a weight, a fork.
  mutating func undo() -> [Effect] {
    guard let lesson = open, let last = lesson.history.last else {
      tell("there is nothing to undo")
      return []
    }
    open?.history.removeLast()
    switch last {
    case .settings(let before): return restore(before)
    case .weight(let place, let change):
      open?.isTraining = false
      tell("the weight is where it was")
      return [.pause, .nudge(place, -change)]
    case .fork: return unfork(lesson)
    }
  }

  /// Puts the settings back, and starts again where that is needed.
  private mutating func restore(_ before: Configuration) -> [Effect] {
    let now = open?.configuration ?? before
    let changed = before.settings.filter { $0.value(in: now) != $0.value(in: before) }
    let words = changed.map { "\($0.name) \($0.value(in: before))" }.joined(separator: ", ")
    open?.configuration = before
    if open?.isForked == true, before == open?.configurationBeforeFork { open?.forkedSetting = nil }
    let restarts = changed.contains { $0.effect == .restarts }
    let effects = restarts ? [start()] : [.adjust(before)]
    tell("\(words) again" + (restarts ? ": started again" : ""))
    return effects
  }

  /// Goes back to the run that the fork left.
  private mutating func unfork(_ lesson: OpenLesson) -> [Effect] {
    open?.isForked = false
    open?.forkedSetting = nil
    open?.isTraining = false
    if let before = lesson.configurationBeforeFork { open?.configuration = before }
    tell("the fork is undone")
    return [.unfork]
  }
}

extension OpenLesson {
  /// Why a fork cannot take another value of `setting`; nil where it can.
  func forkComplaint(_ setting: Setting) -> String? {
    if setting.name == "pace" || setting.name == "updates" || setting.name == "temperature" {
      return nil
    }
    if setting.effect == .restarts {
      return "\(setting.name) is decided at the start of a run; u, then turn it"
    }
    if let known = forkedSetting, known != setting.name {
      return "a fork differs in one thing, and this one in \(known); u goes back"
    }
    return nil
  }
}
