import Testing

@testable import Problems

@Suite("A text of brackets")
struct BracketsTests {
  @Test("closes what it opened last, at most two deep, with six letters before every bracket")
  func isNested() {
    var open: [Character] = []
    var letters = 0
    for character in Brackets.text(7000) {
      guard !"abc".contains(character) else {
        letters += 1
        continue
      }
      #expect(letters == Brackets.letters)
      letters = 0
      if let kind = Brackets.kinds.first(where: { $0.close == character }) {
        #expect(open.popLast() == kind.open)
      } else {
        open.append(character)
      }
      #expect(open.count <= Brackets.depth)
    }
  }

  @Test("is a problem with a text of its own, whose closing brackets are known")
  func hasItsOwnText() throws {
    let kind = try #require(ProblemKind.named("brackets"))
    let text = try #require(kind.ownText?())
    #expect(kind.isText && kind.reads == nil)
    #expect(text.text(text.closers) == ")]")
    #expect(text.training.count + text.heldOut.count == Brackets.length)
  }

  @Test("characters that a text does not have are named, each once")
  func unknownCharacters() throws {
    let text = try #require(ProblemKind.named("brackets")?.ownText?())
    #expect(try text.text(text.ids(of: "ab(c)")) == "ab(c)")
    #expect(throws: CorpusError(file: "brackets", reason: "has no 'x' 'y'")) {
      try text.ids(of: "axbyx")
    }
  }
}
