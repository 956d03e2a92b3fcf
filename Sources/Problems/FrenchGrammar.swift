import Engine

extension TextPairs {
  /// Six thousand English sentences with their French ones, made by a small grammar: adjectives go
  /// before or after the noun and agree with it, verbs with their subject, and articles are elided.
  public static let french = TextPairs(frenchPairs)

  /// The sentences as lines of a file, in the order in which they were made.
  static var frenchRows: [TwoColumns.Row] {
    frenchPairs.map { english, french in
      TwoColumns.Row(
        left: english.joined(separator: " "),
        right: french.joined(separator: " ").replacing("' ", with: "'"))
    }
  }

  private static let frenchPairs: [([String], [String])] = {
    var random = Random(seed: 7, stream: 6)
    var known: Set<String> = []
    var pairs: [([String], [String])] = []
    while pairs.count < 6000 {
      let pair = FrenchSentence(using: &random).pair
      if known.insert(pair.0.joined(separator: " ")).inserted { pairs.append(pair) }
    }
    return pairs
  }()
}

/// A sentence of the grammar: who does what to which things.
private struct FrenchSentence {
  /// `i love`, `j' aime`.
  private struct Verb {
    let english: String
    /// For je, tu, il, nous, ils.
    let french: [String]
  }

  private struct Noun {
    let english: (one: String, many: String)
    let french: (one: String, many: String)
    let isFeminine: Bool
    /// Whether an article before it is elided.
    let elides: Bool
  }

  private struct Adjective {
    let english: String
    /// Masculine, feminine, and both of many.
    let french: [String]
  }

  private enum Article: CaseIterable {
    case none, definite, indefinite
  }

  private static let subjects: [(english: String, french: String, person: Int)] = [
    ("i", "je", 0), ("you", "tu", 1), ("he", "il", 2), ("she", "elle", 2), ("we", "nous", 3),
    ("they", "ils", 4),
  ]
  private static let verbs = [
    Verb(english: "love", french: ["aime", "aimes", "aime", "aimons", "aiment"]),
    Verb(english: "see", french: ["vois", "vois", "voit", "voyons", "voient"]),
    Verb(english: "want", french: ["veux", "veux", "veut", "voulons", "veulent"]),
    Verb(english: "draw", french: ["dessine", "dessines", "dessine", "dessinons", "dessinent"]),
    Verb(english: "buy", french: ["achète", "achètes", "achète", "achetons", "achètent"]),
  ]
  private static let nouns = [
    noun("cat", "chat"), noun("dog", "chien"), noun("book", "livre"),
    noun("flower", "fleur", isFeminine: true), noun("house", "maison", isFeminine: true),
    noun("car", "voiture", isFeminine: true), noun("apple", "pomme", isFeminine: true),
    Noun(
      english: ("bird", "birds"), french: ("oiseau", "oiseaux"), isFeminine: false, elides: true),
  ]
  private static let after = [
    adjective("purple", "violet", feminine: "violette"), adjective("green", "vert"),
    adjective("black", "noir"), adjective("white", "blanc", feminine: "blanche"),
    adjective("blue", "bleu"), adjective("red", "rouge", feminine: "rouge"),
  ]
  private static let before = [
    adjective("small", "petit"), adjective("big", "grand"), adjective("pretty", "joli"),
  ]

  private static func noun(_ english: String, _ french: String, isFeminine: Bool = false) -> Noun {
    Noun(
      english: (english, english + "s"), french: (french, french + "s"), isFeminine: isFeminine,
      elides: false)
  }

  private static func adjective(
    _ english: String, _ french: String, feminine: String? = nil
  ) -> Adjective {
    let feminine = feminine ?? french + "e"
    return Adjective(english: english, french: [french, feminine, french + "s", feminine + "s"])
  }

  /// English words and French words.
  let pair: ([String], [String])

  /// A sentence drawn from the grammar.
  init(using random: inout Random) {
    func pick<T>(_ choices: [T]) -> T { choices[random.integer(below: choices.count)] }
    let (subject, verb, noun) = (pick(Self.subjects), pick(Self.verbs), pick(Self.nouns))
    let article = pick(Article.allCases)
    let first = random.integer(below: 2) == 0 ? pick(Self.before) : nil
    let last = random.integer(below: 3) > 0 ? pick(Self.after) : nil
    // Without an article there are many; with `the`, one or many.
    let isMany =
      article == .none || (article == .definite && random.integer(below: 2) == 0)
    var english = [subject.english, verb.english + (subject.person == 2 ? "s" : "")]
    english += article == .none ? [] : [article == .definite ? "the" : "a"]
    english += [first, last].compactMap { $0?.english }
    english.append(isMany ? noun.english.many : noun.english.one)
    let form = (noun.isFeminine ? 1 : 0) + (isMany ? 2 : 0)
    let action = verb.french[subject.person]
    let isElided = subject.french == "je" && "aeiouéèh".contains(action.first ?? "x")
    var french = [isElided ? "j'" : subject.french, action]
    switch (article, isMany) {
    case (.indefinite, _): french.append(noun.isFeminine ? "une" : "un")
    case (_, true): french.append("les")
    case (_, false) where noun.elides && first == nil: french.append("l'")
    case (_, false): french.append(noun.isFeminine ? "la" : "le")
    }
    if let first { french.append(first.french[form]) }
    french.append(isMany ? noun.french.many : noun.french.one)
    if let last { french.append(last.french[form]) }
    pair = (english, french)
  }
}
