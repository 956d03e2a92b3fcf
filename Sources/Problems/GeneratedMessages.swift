import Engine

extension LabelledTexts {
  /// Two thousand short messages, 13.4 % of them spam: made up here, by templates.
  public static let generated = LabelledTexts(
    generatedRows.map { (label: $0.left, words: Problems.words(of: $0.right)) },
    labels: ["ham", "spam"])

  /// The messages as lines of a file, in the order in which they were made.
  static let generatedRows: [TwoColumns.Row] = {
    var random = Random(seed: 2, stream: 6)
    return (0..<2000).map { _ in
      let isSpam = random.uniform() < 0.134
      let sentences = (0..<1 + random.integer(below: 3)).map { _ in
        filled(isSpam ? spam : ham, using: &random)
      }
      return TwoColumns.Row(
        left: isSpam ? "spam" : "ham", right: sentences.joined(separator: " "))
    }
  }()

  /// One of `sentences`, with every name in braces replaced by one of its words.
  private static func filled(_ sentences: [String], using random: inout Random) -> String {
    var text = sentences[random.integer(below: sentences.count)]
    for (name, words) in slots {
      while let range = text.firstRange(of: "{\(name)}") {
        text.replaceSubrange(range, with: words[random.integer(below: words.count)])
      }
    }
    return text
  }

  private static let ham = [
    "are you {where} already?", "i will be there at {number}.", "can you call me {time}?",
    "sorry, i was {where} and did not see this.", "do you want {food} {time}?",
    "{person} says {food} is free {time}, come!", "we won the game, {number} to {number}!",
    "the bus is late again, wait for me {where}.", "thank you for {time}, it was lovely.",
    "did {person} get the {thing}?", "please bring the {thing} {time}.", "ok, see you {where}.",
    "i left my {thing} {where}, can you look?", "happy birthday, {person}!",
    "my {thing} is broken, can i use yours {time}?", "how was the exam?",
    "tell {person} that i claim the last piece of {food}.", "no worries, {time} is fine.",
    "i am {where} with {person}, join us.", "what is the number of {person}?",
  ]
  private static let spam = [
    "you have won a {prize}! call {number} now to claim.", "urgent: your {prize} is waiting.",
    "free {prize} for the first {number} callers.",
    "claim your {prize} {time}, text win to {number}.",
    "congratulations! you were chosen for a {prize}.", "last chance to win a {prize}, reply yes.",
    "your account gets a {prize} free, call {number}.", "only {time}: a {prize} for one pound.",
  ]
  private static let slots: [(String, [String])] = [
    ("where", ["at home", "at work", "in town", "at the station", "in class", "at the pub"]),
    ("time", ["today", "tonight", "tomorrow", "on friday", "later", "this week"]),
    ("food", ["pizza", "soup", "cake", "curry", "lunch", "breakfast", "tea"]),
    ("person", ["anna", "ben", "mum", "dad", "clara", "david", "grandma", "tom"]),
    ("thing", ["phone", "key", "book", "coat", "bike", "charger", "umbrella"]),
    ("prize", ["phone", "holiday", "cash prize", "ticket", "ringtone", "voucher"]),
    ("number", ["7", "12", "30", "500", "2000", "8712", "90210", "3"]),
  ]
}
