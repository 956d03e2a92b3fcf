import Screen

/// A list that typing narrows down.
public struct Picker: Sendable, Equatable {
  /// What is chosen from.
  public enum Kind: Sendable { case palette, search }

  /// A row of the list.
  public struct Item: Sendable, Equatable {
    /// What it is, as shown and as matched.
    public var text: String
    /// Where it belongs, or the key that does it.
    public var note: String
    /// What choosing it does.
    public var choice: Choice
  }

  /// What choosing a row does.
  public enum Choice: Sendable, Equatable {
    case act(ActionCall)
    /// Opens the entry of the contents with this index at a page.
    case open(entry: Int, page: Int)
    /// Opens the table of settings at this row.
    case setting(String)
  }

  /// What is chosen from.
  public let kind: Kind
  /// Every row.
  public let items: [Item]
  /// What was typed.
  public private(set) var query = ""
  /// The index of the chosen row among those that match.
  public private(set) var selection = 0

  init(kind: Kind, items: [Item]) { (self.kind, self.items) = (kind, items) }

  /// The rows that match what was typed, best first.
  public var matches: [Item] {
    guard !query.isEmpty else { return items }
    let scored = items.enumerated().compactMap { index, item in
      Fuzzy.score(query, in: item.text).map { (score: $0, index: index, item: item) }
    }
    // Letters far from each other count only where nothing has them together.
    let best = scored.contains { $0.score < Fuzzy.apart } ? Fuzzy.apart : Int.max
    return scored.filter { $0.score < best }
      .sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.item)
  }

  /// The row that Enter chooses.
  var chosen: Choice? {
    let rows = matches
    return rows.indices.contains(selection) ? rows[selection].choice : nil
  }

  /// Takes in a key that edits the query or moves the selection.
  mutating func take(_ key: Key) {
    switch key {
    case .character(let character):
      query.append(character)
      selection = 0
    case .paste(let text):
      query += text.prefix(80).filter { !$0.isNewline }
      selection = 0
    case .backspace:
      if !query.isEmpty { query.removeLast() }
      selection = 0
    case .down, .control("n"): selection = min(selection + 1, max(0, matches.count - 1))
    case .up, .control("p"): selection = max(0, selection - 1)
    case .pageDown: selection = min(selection + 10, max(0, matches.count - 1))
    case .pageUp: selection = max(0, selection - 10)
    default: break
    }
  }
}

/// How well a text fits what was typed.
enum Fuzzy {
  /// The least score of letters that are not together.
  static let apart = 1000

  /// A score, smaller for a better fit; nil where the letters of `query` do not occur in their
  /// order. A whole word beats a part, a part beats letters far from each other; case does not
  /// count.
  static func score(_ query: String, in text: String) -> Int? {
    let wanted = Array(query.lowercased())
    let given = Array(text.lowercased())
    guard !wanted.isEmpty else { return 0 }
    for start in given.indices where given[start...].starts(with: wanted) {
      let isWord = start == 0 || !(given[start - 1].isLetter || given[start - 1].isNumber)
      return (isWord ? 0 : 100) + min(start, 90)
    }
    var position = 0
    var gaps = 0
    var first = 0
    for (index, letter) in wanted.enumerated() {
      guard let found = given[position...].firstIndex(of: letter) else { return nil }
      if index == 0 { first = found } else { gaps += found - position }
      position = found + 1
    }
    return apart + 10 * gaps + first
  }
}
