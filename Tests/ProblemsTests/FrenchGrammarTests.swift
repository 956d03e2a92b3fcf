import Testing

@testable import Problems

@Suite("French grammar")
struct FrenchGrammarTests {
  /// The French of every English sentence that there is.
  private static let french: [String: String] = {
    let pairs = TextPairs.french
    let problem = Translation(pairs)
    return Dictionary(
      uniqueKeysWithValues: (pairs.training + pairs.heldOut).map {
        (problem.text($0.source, isSource: true), problem.text($0.target, isSource: false))
      })
  }()

  @Test("In French, colours follow the noun and agree with it")
  func colours() {
    let white = Self.french.filter { $0.key.contains(" white ") }
    #expect(white.count > 100)
    for (english, french) in white {
      let words = french.split(separator: " ")
      let last = words[words.count - 1]
      let isFeminine = ["flower", "house", "car", "apple"].contains { english.contains($0) }
      let isMany = english.hasSuffix("s")
      let form = (isFeminine ? "blanche" : "blanc") + (isMany ? "s" : "")
      #expect(last == form, "\(english): \(french)")
    }
  }

  @Test("In French, small words stay before the noun, verbs agree, and vowels elide")
  func agreement() {
    #expect(Self.french.count == 6000)
    for (english, french) in Self.french {
      let words = french.split(separator: " ").map(String.init)
      if english.contains(" small ") {
        let position = words.firstIndex { $0.hasPrefix("petit") } ?? 99
        let nouns = ["chat", "chien", "livre", "fleur", "maison", "voiture", "pomme", "oiseau"]
        let noun = words.firstIndex { word in nouns.contains { word.hasPrefix($0) } }
        #expect(noun == position + 1, "\(english): \(french)")
      }
      let elides = words[0] == "j'"
      #expect(elides == (english.hasPrefix("i love") || english.hasPrefix("i buy")), "\(french)")
      if english.hasPrefix("we") { #expect(words[1].hasSuffix("ons"), "\(french)") }
      if english.hasPrefix("they") { #expect(words[1].hasSuffix("ent"), "\(french)") }
      #expect(!french.contains(" le oiseau") && !french.contains(" l' petit"))
    }
  }
}
