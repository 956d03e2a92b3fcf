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
    tell("forked at update \(place): turn one knob, then space; u goes back")
    return [.pause, .fork(place)]
  }

  /// Goes back to the run that the fork left.
  mutating func undo() -> [Effect] {
    guard let lesson = open, lesson.isForked else {
      tell("there is no fork to undo")
      return []
    }
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
