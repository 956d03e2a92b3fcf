import Engine
import Foundation
import Testing

@testable import Problems

@Suite("Problems of the lessons")
struct FurtherProblemTests {
  @Test("Hello without memory costs half a bit in four letters")
  func hello() {
    var problem = Hello(steps: 4, batch: 2)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    #expect(batch.ids == [0, 0, 1, 1, 2, 2, 2, 2] && batch.classes == [1, 1, 2, 2, 2, 2, 3, 3])
    #expect(abs(problem.baselines[1].value - Float(log(2.0) / 2)) < 1e-6)
  }

  @Test("Parity turns around at every one")
  func parity() {
    var problem = Parity(steps: 9, batch: 40)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    for sequence in 0..<40 {
      var ones = 0
      for step in 0..<9 {
        ones += Int(batch.ids[step * 40 + sequence])
        #expect(Int(batch.classes[step * 40 + sequence]) == ones % 2)
      }
    }
    #expect(Set(batch.ids) == [0, 1])
  }

  @Test("A sine's baselines are those worked out by hand, and windows follow each other")
  func sine() {
    let turn = Double.pi / 20
    var problem = Sine(ProblemOptions(steps: 20, batch: 1))
    #expect(abs(Double(problem.baselines[0].value) - (1 - cos(turn))) < 1e-8)
    #expect(abs(Double(problem.baselines[1].value) - sin(turn) * sin(turn) / 20) < 1e-8)
    // A window of a whole period always begins at the same place: nothing is unknown.
    #expect(abs(Sine(ProblemOptions(steps: 40, batch: 1)).baselines[1].value) < 1e-12)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    let last = batch.values.last
    #expect(batch.startsAnew)
    problem.fill(&batch, using: &random)
    #expect(batch.features.first == last && !batch.startsAnew)
    var reset = Sine(ProblemOptions(steps: 20, batch: 1, carries: false))
    reset.fill(&batch, using: &random)
    reset.fill(&batch, using: &random)
    #expect(batch.startsAnew)
  }

  @Test("Copying the input costs what the level says, over a period")
  func persistence() {
    var squares = 0.0
    for place in 0..<40 {
      let step = Double(Sine.value(place + 1) - Sine.value(place))
      squares += step * step
    }
    let level = Sine(ProblemOptions(steps: 20, batch: 1)).baselines[0].value
    #expect(abs(squares / 40 - Double(level)) < 1e-7)
  }

  @Test("Made-up messages have their share of spam, and none of what is held out is learned from")
  func messages() throws {
    let texts = LabelledTexts.generated
    #expect(texts.labels == ["ham", "spam"])
    #expect(texts.training.count + texts.heldOut.count == 2000)
    let known = Set(texts.training.map(\.words))
    #expect(!texts.heldOut.contains { known.contains($0.words) })
    #expect(abs(texts.shares[1] - 0.134) < 0.03)
    #expect(texts.training.allSatisfy { $0.words.allSatisfy { $0 > 0 } })
    let entropy = Messages(texts, steps: 20, batch: 4).baselines[1].value
    #expect(entropy > 0.35 && entropy < 0.43)
  }

  @Test("Short messages are filled up at their end, and their lengths are told")
  func padding() {
    var batch = Batch()
    batch.fill(
      with: [
        LabelledTexts.Example(words: [5, 6], label: 1),
        LabelledTexts.Example(words: [7, 8, 9, 10], label: 0),
      ], steps: 3)
    #expect(
      batch.ids == [5, 7, 6, 8, 0, 9] && batch.lengths == [2, 3] && batch.classes == [1, 0])
  }

  private static let pairKinds = ProblemKind.all.filter { $0.signature.input == .source }

  @Test(
    "Every problem of pairs draws within its sizes, reads what it writes, and holds out what it never draws",
    arguments: pairKinds.map(\.name))
  func pairs(name: String) throws {
    let options = ProblemOptions(steps: 10, batch: 1)
    guard case .pairs(let problem) = try ProblemTests.instance(name, options) else {
      Issue.record("\(name) is no problem of pairs")
      return
    }
    let heldOut = problem.heldOut
    #expect(heldOut.count == 100 && !problem.baselines.isEmpty)
    var random = Random(seed: 9)
    let drawn = (0..<2000).map { _ in problem.draw(using: &random) }
    for pair in drawn + heldOut {
      #expect((1...problem.sourceSteps).contains(pair.source.count))
      #expect((1...problem.targetSteps - (problem.saysEnd ? 1 : 0)).contains(pair.target.count))
      #expect(
        pair.source.allSatisfy { (3..<problem.sourceSymbols.count + 3).contains(Int($0)) }
          && pair.target.allSatisfy { (3..<problem.targetSymbols.count + 3).contains(Int($0)) })
    }
    let text = problem.text(heldOut[0].source, isSource: true)
    #expect(try problem.read(text) == heldOut[0].source)
    #expect(throws: PairError.self) { try problem.read("?!#~") }
    if name != "cipher" {
      let known = Set(drawn.map(\.source))
      #expect(heldOut.allSatisfy { !known.contains($0.source) })
    }
  }

  @Test("Dates are written as ISO 8601 has them, whatever way they came")
  func dates() throws {
    let problem = Dates()
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    var random = Random(seed: 1)
    var ways: Set<String> = []
    for _ in 0..<2000 {
      let pair = problem.draw(using: &random)
      let source = problem.text(pair.source, isSource: true)
      let numbers = source.split { !$0.isNumber }.compactMap { Int($0) }
      let word = source.split { !$0.isLetter }.first.map(String.init)
      let month = word.map { word in (months.firstIndex { word.hasPrefix($0) } ?? -1) + 1 }
      let (day, year) = (numbers[0], numbers[numbers.count - 1])
      let iso = String(format: "%04d-%02d-%02d", year, month ?? numbers[1], day)
      #expect(problem.text(pair.target, isSource: false) == iso, "\(source)")
      ways.insert(source.map { $0.isNumber ? "9" : $0.isLetter ? "a" : "\($0)" }.joined())
    }
    #expect(ways.count > 10)
  }

  @Test("What is made up, printed as a file, is read as the same data")
  func files() throws {
    func file(_ form: ProblemData.Form, _ columns: TwoColumns.Form) throws -> TwoColumns {
      let text = try ProblemData.text(file: nil, as: form, shipped: "")
      return try TwoColumns(bytes: Array(text.utf8), name: "made up", as: columns)
    }
    let (texts, made) = (try LabelledTexts(file(.labelled, .labelled)), LabelledTexts.generated)
    #expect(texts.vocabulary == made.vocabulary && texts.labels == made.labels)
    #expect(texts.training == made.training && texts.heldOut == made.heldOut)
    let (pairs, french) = (try TextPairs(file(.pairs, .pairs)), TextPairs.french)
    #expect(pairs.sourceWords == french.sourceWords && pairs.targetWords == french.targetWords)
    #expect(pairs.training == french.training && pairs.heldOut == french.heldOut)
    #expect(texts.complaint == nil && pairs.complaint == nil)
  }

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
        let place = words.firstIndex { $0.hasPrefix("petit") } ?? 99
        let nouns = ["chat", "chien", "livre", "fleur", "maison", "voiture", "pomme", "oiseau"]
        let noun = words.firstIndex { word in nouns.contains { word.hasPrefix($0) } }
        #expect(noun == place + 1, "\(english): \(french)")
      }
      let elides = words[0] == "j'"
      #expect(elides == (english.hasPrefix("i love") || english.hasPrefix("i buy")), "\(french)")
      if english.hasPrefix("we") { #expect(words[1].hasSuffix("ons"), "\(french)") }
      if english.hasPrefix("they") { #expect(words[1].hasSuffix("ent"), "\(french)") }
      #expect(!french.contains(" le oiseau") && !french.contains(" l' petit"))
    }
  }
}
