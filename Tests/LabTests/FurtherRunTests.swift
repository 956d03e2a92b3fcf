import Foundation
import Problems
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Models of pairs, messages and waves")
struct FurtherRunTests {
  private func run(
    _ settings: [String], updates: Int, watching: Set<ObservationKind> = []
  ) throws -> Snapshot {
    var configuration = Configuration()
    for setting in settings { try configuration.apply(setting) }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: watching)
    run.train(updates: updates)
    return run.snapshot
  }

  @Test(
    "The same seed gives the same digits with one thread and two",
    arguments: [
      ["problem=cipher", "cell=gru", "steps=6"], ["problem=french", "cell=lstm"],
      ["problem=dates", "cell=gru", "attention=on", "bidirectional=on", "forcing=0.5"],
      ["problem=messages", "readout=valid", "steps=40"], ["problem=sine", "batch=1", "steps=20"],
    ])
  func digits(settings: [String]) throws {
    var configuration = Configuration()
    for setting in settings { try configuration.apply(setting) }
    let losses = try [1, 2].map { threads in
      let run = try HeadlessRun(
        configuration, library: TextLibrary(assets: ""), dataFile: nil, threads: threads)
      run.train(updates: 6)
      return run.snapshot.losses.points.map(\.y.bitPattern)
    }
    #expect(losses[0] == losses[1] && losses[0].count == 6)
  }

  @Test("A run of pairs that was saved goes on as if it had never stopped")
  func saved() throws {
    var configuration = Configuration()
    for setting in ["problem=cipher", "cell=lstm", "steps=5", "forcing=0.5"] {
      try configuration.apply(setting)
    }
    func fresh() throws -> HeadlessRun {
      try HeadlessRun(configuration, library: TextLibrary(assets: ""), dataFile: nil)
    }
    let whole = try fresh()
    whole.train(updates: 20)
    let first = try fresh()
    first.train(updates: 12)
    let second = try fresh()
    try second.load(first.saved())
    second.train(updates: 8)
    #expect(second.snapshot.loss?.bitPattern == whole.snapshot.loss?.bitPattern)
  }

  @Test("Attention adds up to one over the source, and what is right is counted as a whole")
  func pairs() throws {
    let snapshot = try run(
      ["problem=dates", "cell=gru", "hidden=16", "attention=on", "bidirectional=on"], updates: 25)
    let reading = try #require(snapshot.translation)
    #expect(reading.examples.count == TranslationEvaluator.shown && reading.exact != nil)
    for example in reading.examples {
      let steps = example.source.count
      #expect(example.alignment.count == steps * example.free.count)
      for row in example.free.indices {
        let sum = example.alignment[row * steps..<(row + 1) * steps].reduce(0, +)
        #expect(abs(sum - 1) < 1e-4)
      }
    }
  }

  @Test("A teacher that is dropped leaves the examples as they were")
  func forcing() throws {
    let with = try run(["problem=cipher", "cell=gru", "steps=5"], updates: 1)
    let without = try run(["problem=cipher", "cell=gru", "steps=5", "forcing=0"], updates: 1)
    #expect(with.translation?.examples.map(\.source) == without.translation?.examples.map(\.source))
    #expect(with.loss != without.loss)
  }

  @Test("A read-out past the end sees the padding, and one at the end does not")
  func readout() throws {
    let settings = ["problem=messages", "cell=tanh", "hidden=16", "rate=0.005"]
    let last = try run(settings + ["steps=120", "readout=last"], updates: 50)
    let valid = try run(settings + ["steps=120", "readout=valid"], updates: 50)
    let (lost, kept) = (try #require(last.classification), try #require(valid.classification))
    #expect(lost.found == 0 && (kept.found ?? 0) > 0.8)
    #expect(lost.accuracy == 1 - Float(lost.counts[2]) / Float(lost.counts.reduce(0, +)))
    #expect(lost.counts.reduce(0, +) == LabelledTexts.generated.heldOut.count)
  }

  @Test(
    "A silent unit costs nothing where nothing reads it, and a model without gates has units only")
  func lesions() throws {
    let snapshot = try run(
      ["cell=lstm", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    let reading = try #require(snapshot.ablation)
    let names = reading.parts.map(\.name)
    #expect(names.prefix(2) == ["i clamped to 1", "i clamped to 0"] && names.count == 3 * 2 + 6)
    #expect(reading.update == 50 && reading.whole != nil)
    #expect(reading.loss(gate: "f", isOpen: false) != reading.whole)
    let plain = try run(["cell=tanh", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    #expect(plain.ablation?.parts.count == 6)
  }

  @Test("Clipping turns the way of a number on a noisy slope around")
  func drift() throws {
    let settings = ["problem=drift", "optimizer=sgd", "rate=0.01"]
    #expect((try run(settings + ["clip=1"], updates: 500).slope?.theta ?? 0) < -2)
    #expect((try run(settings + ["clip=off"], updates: 500).slope?.theta ?? 0) > 0)
  }

  @Test("Teacher forcing is switched in a fork, and both runs go on over the same pairs")
  func fork() throws {
    let lab = try LabHarness()
    try lab.open(17, page: 1)
    lab.press(.character(" "))
    while lab.snapshot.update < 60 { lab.advance(1) }
    lab.type("bF")
    lab.press(.character(" "))
    while lab.snapshot.update < 90 { lab.advance(1) }
    let fork = try #require(lab.snapshot.fork)
    #expect(fork.was == "forcing 1" && fork.now == "forcing 0.5")
    #expect(fork.losses.points.last?.y != lab.snapshot.losses.points.last?.y)
    let alone = try run(
      ["problem=cipher", "steps=6", "cell=gru", "hidden=48", "embedding=16", "rate=0.005"],
      updates: Int(fork.losses.points.last?.x ?? 0))
    #expect(alone.losses.points == fork.losses.points, "the run that was left is what it was")
    #expect(lab.snapshot.translation?.exacts.points.last.map { $0.x >= 75 } == true)
  }

  @Test("A problem that is made for fewer steps is refused")
  func tooLong() {
    var configuration = Configuration()
    (configuration.problem, configuration.steps) = ("cipher", 500)
    #expect(throws: RunFailure.self) {
      try HeadlessRun(configuration, library: TextLibrary(assets: ""), dataFile: nil)
    }
  }

  @Test("A question that cannot be read is told, and a readable one is answered")
  func ask() throws {
    let lab = try LabHarness()
    try lab.open(18, page: 4)
    lab.type("A")
    lab.type("3 mai 1979!")
    lab.press(.enter)
    #expect(lab.text.contains("'!' was never seen"))
    lab.type("A")
    lab.type("3 May 1979")
    lab.press(.enter)
    #expect(lab.snapshot.translation?.answer?.source.joined() == "3 may 1979")
    #expect(lab.snapshot.complaint == nil)
    try lab.open(7)
    lab.type("A")
    #expect(lab.text.contains("answers no questions"))
  }
}
