import Problems
import Testing

@testable import Runs

@Suite("The evaluator of text")
struct TextEvaluatorTests {
  static let brackets = [
    "problem=brackets", "cell=gru", "hidden=32", "steps=64", "batch=32", "rate=0.01",
  ]

  @Test("A network closes brackets that counting of order 6 can only guess")
  func brackets() throws {
    let network = try trained(Self.brackets, updates: 200)
    let counts = try trained(
      ["problem=brackets", "model=ngram", "order=6", "steps=64", "batch=32"], updates: 52)
    let (learned, counted) = (try #require(network.text), try #require(counts.text))
    #expect((learned.closersRight ?? 0) > 0.8)
    #expect(abs((counted.closersRight ?? 0) - 0.5) < 0.05)
    #expect((learned.heldOutBits ?? 9) < (counted.heldOutBits ?? 0))
    #expect(learned.counting.bits.count == 5 && !learned.counting.sample.isEmpty)
    #expect(learned.countedRealWords.map { (0...1).contains($0) } == true)
  }

  @Test("A sample goes on from what was typed, and what the text lacks is told")
  func typed() throws {
    var configuration = Configuration()
    for setting in Self.brackets { try configuration.apply(setting) }
    let run = TrainingRun(library: TextLibrary(assets: ""))
    run.perform(.watch(Watch([.text, .passage])))
    run.perform(.start(run: 1, configuration: configuration, dataFile: nil))
    run.finishEvaluations()
    let before = try #require(run.snapshot.text).sample
    run.perform(.ask("abc(cba["))
    run.finishEvaluations()
    let text = try #require(run.snapshot.text)
    #expect(text.beginning == "abc(cba[" && text.sample.hasPrefix("abc(cba["))
    #expect(!before.hasPrefix("abc(cba[") && run.snapshot.complaint == nil)
    let passage = try #require(run.snapshot.passage)
    #expect(passage.characters.joined() == "abc(cba[" && passage.isTyped)
    #expect(passage.states.count == 8 * 32 && passage.hidden == 32)
    run.perform(.ask("hello"))
    #expect(run.snapshot.complaint == "the text has no 'h' 'e' 'l' 'o'")
  }

  @Test("What is drawn is what is believed at temperature 1, and surer below it")
  func temperature() throws {
    let snapshot = try trained(Self.brackets, updates: 20, watching: [.passage])
    let passage = try #require(snapshot.passage)
    let (believed, cold) = (passage.shares(temperature: 1), passage.shares(temperature: 0.2))
    #expect(believed.count == 7 && abs(believed.reduce(0, +) - 1) < 1e-5)
    #expect(abs(cold.reduce(0, +) - 1) < 1e-5)
    #expect((cold.max() ?? 0) > (believed.max() ?? 0))
    #expect(passage.characters.count == 320 && passage.states.count == 320 * 32)
  }

  @Test("The lowest held-out cost is that of the lowest point of its curve")
  func lowest() throws {
    var text = TextObservation(source: "text")
    for (update, bits) in [(100, 3), (200, 2), (300, 2.5)] as [(Int, Float)] {
      text.heldOut.append(x: update, y: bits)
    }
    #expect(text.lowest == SIMD2(200, 2))
  }
}
