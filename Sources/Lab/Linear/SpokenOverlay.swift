import Charts
import Runs
import Screen

extension Spoken {
  /// What lies over the screen, in words; a question ends with how to answer it.
  public static func overlay(_ state: LabState, _ snapshot: Snapshot) -> [String] {
    switch state.overlay {
    case nil: []
    case .help: help(state)
    case .picker(let picker): lines(of: picker)
    case .settings: settings(state)
    case .inspector, .cell: []
    case .sentence: ["Why did this happen? Type a sentence; an empty line goes back."]
    case .name: ["Under which name? Letters, digits and hyphens; an empty line goes back."]
    case .guess: ["Which value? Type a number; an empty line goes back."]
    case .question: ["What should the model read? An empty line goes back."]
    case .vote: ["How many hands has each choice? Such as 12 3 5; an empty line goes back."]
    case .seeds: seeds(snapshot)
    case .glyphCheck:
      [
        "Which glyphs draw the charts that are saved? 1 braille, 2 blocks, 3 letters only; "
          + "an empty line goes back."
      ]
    }
  }

  /// Whether what lies over the screen has told all it has, and takes no answer.
  public static func isTold(_ overlay: Overlay) -> Bool {
    switch overlay {
    case .help, .settings, .inspector, .seeds, .cell: true
    case .picker, .sentence, .name, .guess, .question, .vote, .glyphCheck: false
    }
  }

  private static func help(_ state: LabState) -> [String] {
    [
      "Type a word, or the number of a row of the last menu, and press Enter.",
      "The beginning of a word will do where no other word begins so.",
      "What a word may be given is in brackets; what it must be given is not.",
      "While a run trains, Enter pauses it.",
    ] + LinearMenu.everything(state)
  }

  /// Rows of a list that are told at once.
  private static let listed = 60

  private static func lines(of picker: Picker) -> [String] {
    let matches = picker.matches
    guard !matches.isEmpty else {
      return ["Nothing fits. Type other words; an empty line goes back."]
    }
    let shown = picker.kind == .search && !picker.query.isEmpty ? 9 : listed
    let rows = matches.prefix(shown).enumerated().map { index, item in
      picker.kind == .palette
        ? "\(index + 1). \(item.note): \(item.text)"
        : "\(index + 1). \(item.note): \(excerpt(item.text))"
    }
    let more = matches.count > shown ? ["There are \(matches.count - shown) more."] : []
    return rows + more
      + ["Type a number, or words to search for; an empty line goes back."]
  }

  /// As much of a text as is told in a list.
  private static func excerpt(_ text: String) -> String {
    text.count > 100 ? String(text.prefix { $0 != ":" }.prefix(100)) : text
  }

  private static func settings(_ state: LabState) -> [String] {
    guard let configuration = state.open?.configuration else { return [] }
    return configuration.settings.map { setting in
      let allowed = setting.allowed.joined(separator: setting.choices.isEmpty ? " or " : ", ")
      return "\(setting.name) \(setting.value(in: configuration)): \(setting.about); \(allowed)."
    } + ["set NAME=VALUE changes one, such as set updates=500."]
  }

  private static func seeds(_ snapshot: Snapshot) -> [String] {
    snapshot.seeds.map { seed in
      var parts = ["seed \(seed.seed)", "update \(seed.update)"]
      if let loss = seed.recentLoss { parts.append("loss \(SmallNumber.text(loss))") }
      if !seed.baseline.isEmpty { parts.append(seed.baseline) }
      return parts.joined(separator: ", ") + "."
    }
  }

  /// What a part of the screen is, by its name, as far as typed; without one, which there are.
  public static func element(_ name: String, _ state: LabState, _ snapshot: Snapshot) -> [String] {
    let scene = LabDrawing.scene(
      state, snapshot, size: Size(width: 160, height: 60), Capabilities())
    let elements = scene.elements.filter { !$0.about.isEmpty && !$0.name.hasPrefix("key ") }
    let names = elements.map(\.name)
    let lowered = name.lowercased()
    let found =
      elements.first { $0.name.lowercased() == lowered }
      ?? elements.first { $0.name.lowercased().contains(lowered) && !lowered.isEmpty }
    guard let found else {
      let lead = name.isEmpty ? "What is what?" : "There is no '\(name)' here."
      return ["\(lead) Parts: " + names.joined(separator: ", ") + "."]
    }
    return [sentence(found.name)] + found.about
  }
}
