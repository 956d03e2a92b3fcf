import Runs
import Screen

extension LabState {
  /// What `key` does to the overlay that has the keys.
  mutating func update(_ overlay: Overlay, _ key: Key) -> [Effect] {
    switch overlay {
    case .help(let scroll): updateHelp(scroll, key)
    case .picker(let picker): return update(picker, key)
    case .settings(let table): return update(table, key)
    case .inspector(let place): updateInspector(place, key)
    case .glyphCheck: updateGlyphCheck(key)
    case .sentence(let text): updateSentence(text, key)
    case .name(let text): updateName(text, key)
    case .guess(let value, let step): updateGuess(value: value, step: step, key)
    case .question(let text): return updateQuestion(text, key)
    case .seeds: self.overlay = nil
    case .vote(let hands): updateVote(hands, key)
    }
    return []
  }

  private mutating func updateHelp(_ scroll: Int, _ key: Key) {
    switch key {
    case .down, .character("j"): overlay = .help(scroll: scroll + 1)
    case .up, .character("k"): overlay = .help(scroll: max(0, scroll - 1))
    case .pageDown, .character(" "): overlay = .help(scroll: scroll + 10)
    case .pageUp: overlay = .help(scroll: max(0, scroll - 10))
    default: overlay = nil
    }
  }

  private mutating func update(_ picker: Picker, _ key: Key) -> [Effect] {
    switch key {
    case .escape, .control("g"):
      overlay = nil
    case .enter:
      guard let choice = picker.chosen else { return [] }
      overlay = nil
      return choose(choice)
    default:
      var picker = picker
      picker.take(key)
      overlay = .picker(picker)
    }
    return []
  }

  private mutating func choose(_ choice: Picker.Choice) -> [Effect] {
    switch choice {
    case .act(let action): return perform(action)
    case .open(let entry, let page): return openEntry(entry, page: page)
    case .setting(let name):
      overlay = .settings(SettingsTable(selection: name))
      return []
    case .kept(let name): return useKept(name)
    }
  }

  private mutating func update(_ table: SettingsTable, _ key: Key) -> [Effect] {
    var table = table
    let settings = open?.configuration.settings ?? []
    let row = table.row(among: settings)
    guard settings.indices.contains(row) else { return [] }
    let setting = settings[row]
    if table.typed != nil { return type(key, into: table, setting) }
    table.complaint = ""
    overlay = .settings(table)
    switch key {
    case .escape, .character("q"), .character("e"):
      overlay = nil
      return []
    case .character("n"):
      overlay = .name("")
      return []
    case .down, .character("j"): table.selection = settings[min(row + 1, settings.count - 1)].name
    case .up, .character("k"): table.selection = settings[max(row - 1, 0)].name
    case .enter: table.typed = ""
    case .left, .character("h"): return step(setting, -1, table)
    case .right, .character("l"): return step(setting, 1, table)
    case .character(let character) where character.isNumber || character == "-" || character == ".":
      table.typed = String(character)
    default: break
    }
    overlay = .settings(table)
    return []
  }

  private mutating func type(
    _ key: Key, into table: SettingsTable, _ setting: Setting
  ) -> [Effect] {
    var table = table
    var effects: [Effect] = []
    switch key {
    case .escape: table.typed = nil
    case .backspace: table.typed = String((table.typed ?? "").dropLast())
    case .character(let character): table.typed?.append(character)
    case .paste(let pasted):
      table.typed?.append(contentsOf: pasted.filter { !$0.isNewline }.prefix(80))
    case .enter:
      do {
        effects = try change(setting, to: table.typed ?? "", called: setting.name)
        table.complaint = ""
      } catch {
        table.complaint = error.description
      }
      table.typed = nil
    default: break
    }
    overlay = .settings(table)
    return effects
  }

  private mutating func step(
    _ setting: Setting, _ direction: Int, _ table: SettingsTable
  ) -> [Effect] {
    guard let configuration = open?.configuration,
      let value = setting.value(after: setting.value(in: configuration), direction: direction)
    else { return [] }
    return (try? change(setting, to: value, called: setting.name)) ?? []
  }

  private mutating func updateInspector(_ place: Int, _ key: Key) {
    switch key {
    case .right, .down, .tab, .character("l"), .character("j"): overlay = .inspector(place + 1)
    case .left, .up, .backTab, .character("h"), .character("k"): overlay = .inspector(place - 1)
    default: overlay = nil
    }
  }

  /// `text` with what `key` types into it, at most 200 characters.
  private func typed(_ text: String, _ key: Key) -> String {
    switch key {
    case .backspace: String(text.dropLast())
    case .character(let character) where text.count < 200: text + String(character)
    case .paste(let pasted): String((text + pasted.filter { !$0.isNewline }).prefix(200))
    default: text
    }
  }

  private mutating func updateQuestion(_ text: String, _ key: Key) -> [Effect] {
    switch key {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      if !text.isEmpty { return [.ask(text)] }
    default: overlay = .question(typed(text, key))
    }
    return []
  }

  private mutating func updateSentence(_ text: String, _ key: Key) {
    switch key {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      guard let lesson = open, !text.isEmpty,
        let place = lesson.record.outcomes.keys.filter({ $0.page == lesson.page }).max()
      else { return tell("there is nothing to explain yet") }
      open?.record.sentences[place] = text
      keepRecord()
      tell("kept")
    default: overlay = .sentence(typed(text, key))
    }
  }

  /// A digit counts a hand, Enter keeps the tally in the corner, Backspace begins anew.
  private mutating func updateVote(_ hands: [Int], _ key: Key) {
    switch key {
    case .character(let digit):
      guard let number = digit.wholeNumberValue, hands.indices.contains(number - 1) else { return }
      var counted = hands
      counted[number - 1] += 1
      overlay = .vote(counted)
    case .backspace: overlay = .vote(hands.map { _ in 0 })
    case .enter:
      open?.tally = hands
      overlay = nil
    case .escape:
      open?.tally = nil
      overlay = nil
    default: break
    }
  }

  private mutating func updateGlyphCheck(_ key: Key) {
    switch key {
    case .character("1"): glyphs = .braille
    case .character("2"): glyphs = .block
    case .character("3"): glyphs = .ascii
    case .escape, .character("q"), .enter: break
    default: return
    }
    overlay = nil
    requests.append(.remember)
    if let glyphs { tell("charts are drawn with \(glyphs.rawValue) glyphs; g asks again") }
  }
}
