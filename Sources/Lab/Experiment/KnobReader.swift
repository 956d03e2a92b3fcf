import Lessons
import Runs
import Screen

/// Reads the list `keys` of a lesson: each item is a setting's name, then, where the lesson wants
/// others than the setting's row proposes, `key=` with one key or two, and the values to stop at.
///
///     keys: [cell tanh lstm, gain, clip key=z 1 5 off]
struct KnobReader {
  let file: String
  /// The keys that every lesson has, with what they do.
  let taken: [(key: Key, name: String)]
  /// The lesson's first page, which knows the cells that the lesson defines.
  let configuration: Configuration

  /// Pairs of keys that are easy to find, for suggestions.
  private static let pairs = ["[]", "-+", "<>", "{}", ";:"]

  /// A knob, and the word that asks for it.
  private struct Item {
    let knob: Knob
    let word: Word
  }

  /// The knobs of a lesson; throws with file and line at the first that cannot be.
  func knobs(_ words: [Word]) throws(LessonError) -> [Knob] {
    var items: [Item] = []
    for word in words {
      let item = Item(knob: try knob(word), word: word)
      if let other = items.first(where: { $0.knob.setting == item.knob.setting }) {
        throw wrong(word, "'\(item.knob.setting)' is in line \(other.word.line) already")
      }
      try check(item, beside: items)
      items.append(item)
    }
    return items.map(\.knob)
  }

  private func knob(_ word: Word) throws(LessonError) -> Knob {
    let parts = word.text.split(separator: " ").map(String.init)
    let setting: Setting
    do {
      setting = try Setting.named(FormerNames.settings.current(parts.first ?? "").name)
    } catch {
      throw LessonError(file: file, line: word.line, error)
    }
    let keys = parts.dropFirst().filter { $0.hasPrefix("key=") }.map { String($0.dropFirst(4)) }
    let values = parts.dropFirst().filter { !$0.hasPrefix("key=") }
    var scratch = configuration
    for value in values {
      do {
        try setting.set(value, in: &scratch)
      } catch {
        throw LessonError(file: file, line: word.line, error)
      }
    }
    guard keys.count <= 1 else { throw wrong(word, "'\(setting.name)' has two times key=") }
    let knob = Knob(setting, keys: keys.first, values: Array(values), in: configuration)
    guard (1...2).contains(knob.keys.count) else {
      let problem =
        keys.isEmpty
        ? "no key is proposed for '\(setting.name)'"
        : "a knob has one key, or two for less and more"
      throw wrong(word, "\(problem); write \(suggestion(for: Knob(setting), beside: []))")
    }
    return knob
  }

  /// Every key of a knob must be free: in the lab, in the lesson, and of its own other key.
  private func check(_ item: Item, beside others: [Item]) throws(LessonError) {
    for (index, (key, _)) in item.knob.directions.enumerated() {
      let name = Self.name(of: key)
      if let owner = owner(of: key) {
        throw wrong(
          item.word,
          "the key \(name) of '\(item.knob.setting)' means '\(owner)' in every lesson; write "
            + suggestion(for: item.knob, beside: others))
      }
      if let other = others.first(where: { $0.knob.directions.contains { $0.key == key } }) {
        throw wrong(
          item.word,
          "'\(other.knob.setting)' in line \(other.word.line) has the key \(name) already; write "
            + suggestion(for: item.knob, beside: others))
      }
      if item.knob.directions.prefix(index).contains(where: { $0.key == key }) {
        throw wrong(item.word, "'\(item.knob.setting)' needs two different keys")
      }
    }
  }

  private static func name(of key: Key) -> String {
    if case .character(let character) = key { String(character) } else { "\(key)" }
  }

  /// What a key means in every lesson; nil where a lesson may have it.
  private func owner(of key: Key) -> String? {
    guard case .character(let character) = key else { return "something else" }
    if character.isNumber { return "a pane or a choice" }
    guard character.isASCII, character > " ", character != "\u{7F}" else { return "nothing" }
    return taken.first { $0.key == key }?.name
  }

  /// The item as it could be written: with free keys, as many as it has.
  private func suggestion(for knob: Knob, beside others: [Item]) -> String {
    let used = others.flatMap { $0.knob.directions.map(\.key) }
    func isFree(_ character: Character) -> Bool {
      owner(of: .character(character)) == nil && !used.contains(.character(character))
    }
    let letters = knob.setting.filter(\.isLetter)
    let keys =
      knob.isDial
      ? Self.pairs.first { $0.allSatisfy(isFree) }
      : (Array(letters) + letters.uppercased() + "BCFIJKLOQRUVWXZ!$%").first(where: isFree)
        .map(String.init)
    return "\(knob.setting) key=\(keys ?? "...")"
  }

  private func wrong(_ word: Word, _ problem: String) -> LessonError {
    LessonError(file: file, line: word.line, problem: problem)
  }
}

extension LessonError {
  /// A mistake in a setting, with its line.
  init(file: String, line: Int, _ error: SettingError) {
    self.init(file: file, line: line, problem: error.description)
  }
}
