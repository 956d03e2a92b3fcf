import Testing

@testable import Problems

@Suite("Words of a text")
struct WordSplittingTests {
  @Test("Words are lowercase, and signs are by themselves")
  func latin() {
    #expect(words(of: "J'aime LES chats!") == ["j'", "aime", "les", "chats", "!"])
    #expect(words(of: "don\u{2019}t") == ["don'", "t"])
    #expect(words(of: "snake_case 3.5") == ["snake", "_", "case", "3", ".", "5"])
    #expect(words(of: " \t\u{A0}\n") == [])
  }

  @Test(
    "Marks stay with their letters in every script",
    arguments: [
      ("हिन्दी में लिखना", ["हिन्दी", "में", "लिखना"]), ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]),
      ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]), ("İstanbul", ["i\u{307}stanbul"]),
      ("ΟΔΟΣ", ["οδοσ"]), ("한국어 문장", ["한국어", "문장"]),
    ])
  func marks(text: String, expected: [String]) {
    // Compared scalar by scalar: strings of another normal form count as equal in Swift.
    #expect(
      words(of: text).map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
  }

  @Test("Where no spaces are written, every letter is a word with its marks")
  func withoutSpaces() {
    #expect(words(of: "我看見房子3次。") == ["我", "看", "見", "房", "子", "3", "次", "。"])
    #expect(words(of: "犬はRNNだ") == ["犬", "は", "rnn", "だ"])
    #expect(words(of: "ที่นี่") == ["ที่", "นี่"])
  }

  @Test("An emoji is a sign for each of its visible parts, and what is invisible is no word")
  func emoji() {
    #expect(words(of: "ok 👍🏽 ❤️") == ["ok", "👍", "🏽", "❤"])
    #expect(words(of: "a\u{200D}b \u{FEFF}c\u{7}") == ["ab", "c"])
  }
}
