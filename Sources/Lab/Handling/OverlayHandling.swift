import Runs
import Screen

extension LabState {
  /// What `key` does to the overlay that has the keys.
  mutating func handle(_ overlay: Overlay, _ key: Key) {
    switch overlay {
    case .help(let scroll): handleHelp(scroll, key)
    case .picker(let picker): handle(picker, key)
    case .settings(let table): handle(table, key)
    case .inspector(let index): handleInspector(index, key)
    case .glyphCheck: handleGlyphCheck(key)
    case .sentence(let text): handleSentence(text, key)
    case .name(let text): handleName(text, key)
    case .cell(let editor): handle(editor, key)
    case .guess(let value, let step): handleGuess(value: value, step: step, key)
    case .question(let text): handleQuestion(text, key)
    case .seeds: self.overlay = nil
    case .vote(let hands): handleVote(hands, key)
    }
  }

  private mutating func handleHelp(_ scroll: Int, _ key: Key) {
    switch key {
    case .down, .character("j"): overlay = .help(scroll: scroll + 1)
    case .up, .character("k"): overlay = .help(scroll: max(0, scroll - 1))
    case .pageDown, .character(" "): overlay = .help(scroll: scroll + 10)
    case .pageUp: overlay = .help(scroll: max(0, scroll - 10))
    default: overlay = nil
    }
  }

  private mutating func handle(_ picker: Picker, _ key: Key) {
    switch key {
    case .escape, .control("g"):
      overlay = nil
    case .enter:
      guard let choice = picker.chosen else { return }
      overlay = nil
      choose(choice)
    default:
      var picker = picker
      picker.take(key)
      overlay = .picker(picker)
    }
  }

  private mutating func choose(_ choice: Picker.Choice) {
    switch choice {
    case .act(let call): perform(call)
    case .open(let entry, let page): openEntry(entry, page: page)
    case .setting(let name): overlay = .settings(SettingsTable(selection: name))
    }
  }

  private mutating func handle(_ table: SettingsTable, _ key: Key) {
    var table = table
    let settings = open?.configuration.settings ?? []
    let row = table.row(among: settings)
    guard settings.indices.contains(row) else { return }
    let setting = settings[row]
    if table.typed != nil { return type(key, into: table, setting) }
    table.complaint = ""
    overlay = .settings(table)
    switch key {
    case .escape, .character("q"), .character("e"): overlay = nil
    case .character("n"): overlay = .name("")
    case .left, .character("h"): step(setting, -1)
    case .right, .character("l"): step(setting, 1)
    case .down, .character("j"): table.selection = settings[min(row + 1, settings.count - 1)].name
    case .up, .character("k"): table.selection = settings[max(row - 1, 0)].name
    case .enter: table.typed = ""
    case .character(let character) where character.isNumber || character == "-" || character == ".":
      table.typed = String(character)
    default: break
    }
    // A key that moves or types changes the table, unless it has closed it.
    if case .settings = overlay { overlay = .settings(table) }
  }

  private mutating func type(_ key: Key, into table: SettingsTable, _ setting: Setting) {
    var table = table
    switch key {
    case .escape: table.typed = nil
    case .enter:
      do {
        try change(setting, to: table.typed ?? "", called: setting.name)
        table.complaint = ""
      } catch {
        table.complaint = error.description
      }
      table.typed = nil
    default: table.typed = typed(table.typed ?? "", key)
    }
    overlay = .settings(table)
  }

  private mutating func step(_ setting: Setting, _ direction: Int) {
    guard let configuration = open?.configuration,
      let value = setting.value(
        after: setting.value(in: configuration), direction: direction, in: configuration)
    else { return }
    do {
      try change(setting, to: value, called: setting.name)
    } catch {
      tell("\(error)")
    }
  }

  private mutating func handleInspector(_ index: Int, _ key: Key) {
    switch key {
    case .right, .down, .tab, .character("l"), .character("j"): overlay = .inspector(index + 1)
    case .left, .up, .backTab, .character("h"), .character("k"): overlay = .inspector(index - 1)
    default: overlay = nil
    }
  }

  /// `text` with what `key` types into it, so far as a sentence may be long.
  func typed(_ text: String, _ key: Key) -> String {
    switch key {
    case .backspace: String(text.dropLast())
    case .character(let character) where text.count < Self.longestSentence:
      text + String(character)
    case .paste(let pasted):
      String((text + pasted.filter { !$0.isNewline }).prefix(Self.longestSentence))
    default: text
    }
  }

  private mutating func handleQuestion(_ text: String, _ key: Key) {
    switch key {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      if !text.isEmpty { emit(training: .ask(text)) }
    default: overlay = .question(typed(text, key))
    }
  }

  private mutating func handleSentence(_ text: String, _ key: Key) {
    switch key {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      if !text.isEmpty { explain(text) }
    default: overlay = .sentence(typed(text, key))
    }
  }

  /// A digit counts a hand, Enter keeps the tally in the corner, Backspace begins again from none.
  private mutating func handleVote(_ hands: [Int], _ key: Key) {
    switch key {
    case .character(let digit):
      guard let number = digit.wholeNumberValue, hands.indices.contains(number - 1) else { return }
      var counted = hands
      counted[number - 1] += 1
      overlay = .vote(counted)
    case .backspace: overlay = .vote(hands.map { _ in 0 })
    case .enter:
      overlay = nil
      keepTally(hands)
    case .escape: overlay = nil
    default: break
    }
  }

  /// Keeps the hands of a vote in the corner; no hands take the corner back.
  mutating func keepTally(_ hands: [Int]) {
    open?.tally = hands.allSatisfy { $0 == 0 } ? nil : hands
  }

  private mutating func handleGlyphCheck(_ key: Key) {
    switch key {
    case .character("1"): glyphs = .braille
    case .character("2"): glyphs = .block
    case .character("3"): glyphs = .ascii
    case .escape, .character("q"), .enter: break
    default: return
    }
    overlay = nil
    emit(.remember)
    if let glyphs {
      tell("charts are drawn with \(glyphs.rawValue) glyphs; \(way(to: "glyphs")) asks again")
    }
  }
}
