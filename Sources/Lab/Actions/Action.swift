import Screen

/// One thing that can be done in the lab. Keys, the help, the footer, the palette, the menus of
/// linear mode and the README's table all come from the rows of `Action.all`: a new action is a row
/// there.
public struct Action: Sendable {
  /// Where an action is.
  public enum Scope: Sendable, CaseIterable {
    case contents, lesson
  }

  /// What an action belongs to, in the order of the help, with its heading there.
  public enum Group: String, Sendable, CaseIterable {
    case training = "train"
    case knobs = "this lesson's knobs"
    case comparing = "change and compare"
    case asking = "what the page asks"
    case model = "ask and touch the model"
    case moving = "move"
    case looking = "look closer"
    case lab = "the lab"
  }

  /// A key, and what the action is given when the key is pressed.
  public struct Binding: Sendable {
    let key: Key
    var argument = ""
  }

  /// What may be said with the action.
  public enum Argument: Sendable {
    case none
    /// With what it stands for.
    case optional(String)
    case required(String)
  }

  /// The word that a person types for it in linear mode; it is also its name.
  public let name: String
  /// What it belongs to.
  public let group: Group
  /// A sentence for the help.
  public let help: String
  /// The sentence in menus of linear mode.
  public private(set) var menu: String
  /// Its keys.
  public private(set) var bindings: [Binding] = []
  /// Its keys as a person reads them; empty where it has none and is typed or chosen only.
  public private(set) var keyText = ""
  /// What may be said with it.
  public private(set) var argument = Argument.none
  /// Where it is.
  public private(set) var scopes: [Scope] = [.lesson]
  /// One or two words for the footer, and its importance there, the most important first; nil where
  /// the footer does not show it.
  public private(set) var footer: (label: String, rank: Int)?
  /// Whether linear mode offers it at once, and not only in the full menu.
  public private(set) var isOffered = false
  /// Whether it exists in linear mode only.
  public private(set) var isLinearOnly = false
  /// Why it cannot be done now, with an argument, or without one as menus have it; nil where it
  /// can.
  private(set) var refusal: @Sendable (LabState, String) -> String? = { _, _ in nil }
  /// Does it.
  let perform: @Sendable (inout LabState, String) -> Void

  /// A row without keys, for lessons; the methods below say what else it has.
  init(
    _ name: String, _ group: Group, _ help: String,
    perform: @escaping @Sendable (inout LabState, String) -> Void
  ) {
    (self.name, self.group, self.help, menu, self.perform) = (name, group, help, help, perform)
  }

  /// Asks for it.
  public func call(_ argument: String = "") -> ActionCall { ActionCall(name, argument) }

  /// What is typed for it: `fork [UPDATE]`.
  public var usage: String {
    switch argument {
    case .none: name
    case .optional(let example): "\(name) [\(example)]"
    case .required(let example): "\(name) \(example)"
    }
  }
}

extension Action {
  /// The row with these characters as its keys.
  func keys(_ characters: String, as text: String? = nil) -> Action {
    keys(characters.map { Binding(key: .character($0)) }, as: text ?? characters)
  }

  /// The row with keys, which a person reads as `text`.
  func keys(_ bindings: [Binding], as text: String) -> Action {
    changed { ($0.bindings, $0.keyText) = (bindings, text) }
  }

  /// The row with something that may be said with it.
  func taking(_ argument: Argument) -> Action { changed { $0.argument = argument } }

  /// The row where it is.
  func at(_ scopes: [Scope]) -> Action { changed { $0.scopes = scopes } }

  /// The row in the footer.
  func inFooter(_ label: String, _ rank: Int) -> Action { changed { $0.footer = (label, rank) } }

  /// The row with a sentence of its own in menus, where the help speaks of keys.
  func inMenus(_ sentence: String) -> Action { changed { $0.menu = sentence } }

  /// The row as linear mode offers it at once.
  func offered() -> Action { changed { $0.isOffered = true } }

  /// The row in linear mode only.
  func typedOnly() -> Action { changed { $0.isLinearOnly = true } }

  /// The row with reasons why it cannot be done now.
  func refused(_ refusal: @escaping @Sendable (LabState, String) -> String?) -> Action {
    changed { $0.refusal = refusal }
  }

  private func changed(_ change: (inout Action) -> Void) -> Action {
    var action = self
    change(&action)
    return action
  }
}

extension Action {
  /// Every action that does not come from a lesson.
  public static let all: [Action] =
    training + comparing + asking + model + moving + looking + lab
}
