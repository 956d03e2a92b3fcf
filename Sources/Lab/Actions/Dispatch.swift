import Screen

extension LabState {
  /// The actions of where the person is, those of the lesson's knobs among them, whether or not
  /// they can be done now.
  public var actions: [Action] {
    guard let lesson = open else { return Action.all.filter { $0.scopes.contains(.contents) } }
    return Action.all.filter { $0.scopes.contains(.lesson) }
      + lesson.experiment.knobs.map { Action.turning($0, in: lesson) }
  }

  /// Those that can be done now.
  public var availableActions: [Action] { actions.filter { $0.refusal(self, "") == nil } }

  /// How a person asks for the action called `name`: its key, or its word where the lab is told
  /// line by line.
  func way(to name: String) -> String {
    guard !isLinear, let action = Action.all.first(where: { $0.name == name }) else { return name }
    return action.keyText.isEmpty ? name : action.keyText
  }

  /// Carries out an action, or says why it cannot be done now.
  mutating func perform(_ call: ActionCall) {
    notice = ""
    open?.notice = ""
    guard let action = actions.first(where: { $0.name == call.name }) else {
      return tell("there is no '\(call.name)' here")
    }
    if let refusal = action.refusal(self, call.argument) { return tell(refusal) }
    action.perform(&self, call.argument)
  }

  /// What a key asks for: of the actions that have it, the first that can be done now, or else the
  /// last, which then says why it cannot; nil where nothing has the key.
  func call(for key: Key) -> ActionCall? {
    var last: ActionCall?
    for action in actions {
      for binding in action.bindings where binding.key == key {
        let call = action.call(binding.argument)
        if action.refusal(self, binding.argument) == nil { return call }
        last = call
      }
    }
    return last
  }
}
