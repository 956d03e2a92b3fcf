import Screen

/// What a typed line means, where the lab is told line by line.
public enum LinearLine: Sendable, Equatable {
  /// Nothing was typed.
  case nothing
  /// An action, by its number in the menu or its word.
  case call(ActionCall)
  /// Keys for what asks a question: a sentence, a list, the glyphs.
  case keys([Key])
  /// It is not clear what is meant, and why; nothing is done.
  case unclear(String)

  /// Understands `line` in `state`, whose last menu had these calls.
  ///
  /// The words of an action come first, then what it is given: `fork 120`. The beginning of a word
  /// will do where no other action begins so.
  public init(_ line: String, in state: LabState, menu: [ActionCall]) {
    let text = line.trimmingBlanks
    if let overlay = state.overlay {
      self = Self.answer(text, to: overlay)
    } else if text.isEmpty {
      self = .nothing
    } else if let number = Int(text) {
      self = Self.choice(number, in: state, menu)
    } else {
      self = Self.words(text, in: state)
    }
  }

  /// In the contents a number is that of a lesson, and elsewhere that of a row of the menu.
  private static func choice(_ number: Int, in state: LabState, _ menu: [ActionCall]) -> LinearLine
  {
    if state.open == nil { return .call(ActionCall("open", String(number))) }
    guard menu.indices.contains(number - 1) else {
      return .unclear("'\(number)' is no choice; there are 1 to \(menu.count)")
    }
    return .call(menu[number - 1])
  }

  private static func words(_ text: String, in state: LabState) -> LinearLine {
    let actions = state.actions
    let lowered = text.lowercased()
    let whole = actions.filter { lowered == $0.name || lowered.hasPrefix($0.name + " ") }
    if let action = whole.max(by: { $0.name.count < $1.name.count }) {
      return call(action, String(text.dropFirst(action.name.count)).trimmingBlanks)
    }
    let word = String(lowered.prefix { !$0.isWhitespace })
    let begun = actions.filter { $0.name.hasPrefix(word) }
    switch begun.count {
    case 1: return call(begun[0], String(text.dropFirst(word.count)).trimmingBlanks)
    case 0:
      return .unclear(
        "'\(text.prefix(word.count))' is nothing that can be done here; menu tells what can")
    default:
      let names = begun.map(\.name).sorted().joined(separator: ", ")
      return .unclear("'\(word)' could be one of these: \(names)")
    }
  }

  private static func call(_ action: Action, _ argument: String) -> LinearLine {
    if case .none = action.argument, !argument.isEmpty {
      return .unclear("'\(action.name)' takes nothing with it; '\(argument)' is too much")
    }
    return .call(action.call(argument))
  }

  /// A line that answers what `overlay` asks. An empty one goes back.
  private static func answer(_ text: String, to overlay: Overlay) -> LinearLine {
    guard !text.isEmpty else { return .keys([.escape]) }
    switch overlay {
    case .sentence, .name, .question: return .keys([.paste(text), .enter])
    case .guess: return .call(ActionCall("guess", text))
    case .vote: return .call(ActionCall("vote", text))
    case .glyphCheck:
      guard ["1", "2", "3"].contains(text) else {
        return .unclear("say 1, 2 or 3; an empty line goes back")
      }
      return .keys(text.map { .character($0) })
    case .picker(let picker):
      guard let number = Int(text) else {
        return .keys(picker.query.map { _ in .backspace } + [.paste(text)])
      }
      guard picker.matches.indices.contains(number - 1) else {
        return .unclear("there are 1 to \(picker.matches.count); an empty line goes back")
      }
      return .keys([Key](repeating: .down, count: number - 1) + [.enter])
    case .help, .settings, .inspector, .seeds, .cell: return .keys([.escape])
    }
  }
}
