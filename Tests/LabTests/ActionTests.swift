import Foundation
import Lessons
import Runs
import Screen
import Testing

@testable import Lab

@Suite("The table of actions")
struct ActionTests {
  /// The contents, and every page of every lesson, told line by line or not.
  private static func states(isLinear: Bool) throws -> [LabState] {
    var contents = try LabHarness().state
    contents.isLinear = isLinear
    contents.predictions = .asked
    contents.kept = ["mine": ["updates=7"]]
    var states = [contents]
    for case .lesson(let experiment) in contents.entries {
      for page in experiment.pages.indices {
        var state = contents
        _ = state.handle(.open(experiment, page: page))
        states.append(state)
      }
    }
    return states
  }

  /// What is said with an action that needs it, and does something.
  private static func argument(_ action: Action, _ state: LabState) -> String {
    switch action.name {
    case "predict", "cursor": "1"
    case "pane": "2"
    case "set": "updates=7"
    case "weight": "1 2"
    case "use": "mine"
    case "choose": "18"
    default: ""
    }
  }

  /// Everything of a state that an action may change.
  private static func print(_ state: LabState) -> String {
    let lesson = state.open
    let view = "\(lesson?.views ?? [:]) \(lesson?.focus ?? 0) \(lesson?.scroll ?? 0)"
    let flags = "\(lesson?.isZoomed ?? false) \(lesson?.isAnimated ?? false) \(state.usesMouse)"
    return "\(state.overlay as Any) \(state.selection) \(lesson?.page ?? -1) \(view) \(flags) "
      + "\(state.theme.name) \(state.notation) \(state.isPresenting) \(state.isOver) "
      + "\(state.notice) \(lesson?.notice ?? "") \(state.demo != nil) \(state.progress.text) "
      + "\(lesson?.record.hints as Any)"
  }

  @Test("Every action has a word of its own, sentences, and a way to it")
  func words() throws {
    let names = Action.all.map(\.name)
    #expect(Set(names).count == names.count)
    for action in Action.all {
      #expect(action.name.allSatisfy { $0.isLowercase || $0 == " " }, "\(action.name)")
      #expect(action.help.hasSuffix(".") && action.menu.hasSuffix("."), "\(action.name)")
      #expect(action.bindings.isEmpty == action.keyText.isEmpty, "\(action.name)")
      #expect(!action.isLinearOnly || action.bindings.isEmpty, "\(action.name)")
    }
  }

  @Test("No word and no key means two things at once on any page of any lesson")
  func collisions() throws {
    for state in try Self.states(isLinear: false) {
      let names = state.actions.map(\.name)
      #expect(Set(names).count == names.count, "\(state.situation[0]): \(names)")
      var owners: [Key: [String]] = [:]
      for action in state.actions {
        for binding in action.bindings
        where action.refusal(state, binding.argument) == nil {
          owners[binding.key, default: []].append(action.name)
        }
      }
      // A prediction that waits has the digits before the panes have them.
      for (key, names) in owners where names != ["predict", "pane"] {
        #expect(names.count == 1, "\(state.situation[0]): \(key) means \(names)")
      }
    }
  }

  @Test(
    "What can be done does something, and what cannot is refused with a reason",
    arguments: [false, true])
  func everything(isLinear: Bool) throws {
    for state in try Self.states(isLinear: isLinear) {
      for action in state.actions {
        let call = action.call(Self.argument(action, state))
        var after = state
        let effects = after.handle(.action(call))
        guard action.refusal(state, call.argument) != nil else {
          let isChanged = Self.print(after) != Self.print(state)
          #expect(isChanged || !effects.isEmpty, "\(state.situation[0]): \(call) did nothing")
          continue
        }
        let said = after.open?.notice ?? after.notice
        #expect(!said.isEmpty && effects.isEmpty, "\(state.situation[0]): \(call)")
        // Apart from what is said nothing has changed.
        after.tell(state.open?.notice ?? state.notice)
        #expect(Self.print(after) == Self.print(state), "\(state.situation[0]): \(call)")
      }
    }
  }

  @Test("A key does what its action's word does")
  func keys() throws {
    for state in try Self.states(isLinear: false) {
      for action in state.availableActions {
        for binding in action.bindings where action.refusal(state, binding.argument) == nil {
          guard state.call(for: binding.key) == action.call(binding.argument) else {
            #expect(action.name == "pane", "\(state.situation[0]): \(binding.key)")
            continue
          }
          var (byKey, byWord) = (state, state)
          let effects = byKey.handle(.key(binding.key))
          #expect(effects == byWord.handle(.action(action.call(binding.argument))))
          #expect(Self.print(byKey) == Self.print(byWord), "\(action.name)")
        }
      }
    }
  }

  @Test(
    "Line by line, every action is reached by its word, and no line that is unclear does anything")
  func lines() throws {
    for state in try Self.states(isLinear: true) {
      for action in state.actions {
        let argument = Self.argument(action, state)
        let line = argument.isEmpty ? action.name : "\(action.name) \(argument)"
        #expect(LinearLine(line, in: state, menu: []) == .call(action.call(argument)))
        for length in 1..<action.name.count {
          let start = String(action.name.prefix(length))
          let candidates = state.actions.map(\.name).filter { $0.hasPrefix(start) }
          guard !candidates.contains(start), candidates.count > 1 else { continue }
          guard case .unclear(let words) = LinearLine(start, in: state, menu: []) else {
            Issue.record("\(start) was done")
            continue
          }
          for name in candidates { #expect(words.contains(name), "\(start): \(words)") }
        }
      }
    }
  }

  @Test("Menus offer only what can be done, and together they tell every action")
  func menus() throws {
    for state in try Self.states(isLinear: true) {
      for row in LinearMenu(state).rows {
        let action = state.actions.first { $0.name == row.call.name }
        #expect(action?.refusal(state, row.call.argument) == nil, "\(row.text)")
      }
      let told = LinearMenu.everything(state).joined(separator: "\n")
      for action in state.actions { #expect(told.contains(action.name), "\(action.name)") }
    }
  }

  @Test("A knob of a lesson is in the help, by its key and its word")
  func knobs() throws {
    let lab = try LabHarness(size: Size(width: 200, height: 60))
    try lab.open(7)
    lab.type("?")
    #expect(lab.text.contains("this lesson's knobs") && lab.text.contains("[ ]  Gain, now 1:"))
    lab.press(.escape)
    lab.lab.perform(ActionCall("gain", "1.3"))
    #expect(lab.state.open?.configuration.gain == 1.3)
    lab.lab.perform(ActionCall("gain", "down"))
    #expect(lab.state.open?.configuration.gain == 1.2)
    lab.lab.perform(ActionCall("gain", "77"))
    #expect(lab.text.contains("'77' is not a valid value for gain"))
  }
}
