import Engine
import Problems
import Testing

@testable import Runs

@Suite("Every kind of model")
struct ModelKindTests {
  /// A kind with a problem that it learns.
  struct Pairing: Sendable, CustomTestStringConvertible {
    let model: ModelKind
    let problem: ProblemKind

    var testDescription: String { "\(model.name) on \(problem.name)" }

    /// A small configuration of both.
    func configuration(_ settings: [String] = []) throws -> Configuration {
      var configuration = Configuration()
      let cell = model.name == "scan" ? "mingru" : "lstm"
      let small = [
        "problem=\(problem.name)", "model=\(model.name)", "cell=\(cell)", "steps=6", "batch=4",
        "hidden=5", "embedding=4",
      ]
      for text in small + settings { try configuration.apply(text) }
      return configuration
    }

    func run(_ settings: [String] = [], updates: Int, threads: Int = 1) throws -> HeadlessRun {
      let run = try HeadlessRun(
        configuration(settings), library: TextLibrary(assets: RunsTestFiles.assets),
        dataFile: nil, threads: threads,
        watching: Watch(
          Set(try ObservationKind.all.filter { $0.isGiven(by: try configuration()) })))
      run.train(updates: updates)
      return run
    }
  }

  static let pairings = ModelKind.all.flatMap { model in
    ProblemKind.all.filter { model.learns($0) }.map { Pairing(model: model, problem: $0) }
  }

  @Test("learns some problem, and every problem has a kind by default")
  func isUsed() {
    for model in ModelKind.all {
      #expect(ProblemKind.all.contains { model.learns($0) }, "\(model.name) learns nothing")
    }
    for problem in ProblemKind.all {
      #expect(ModelKind.all.contains { $0.learns(problem) }, "nothing learns \(problem.name)")
    }
    #expect(Set(ModelKind.all.map(\.name)).count == ModelKind.all.count)
    let names = Set(Setting.catalogue.map(\.name))
    for model in ModelKind.all { #expect(model.settings.isSubset(of: names), "\(model.name)") }
  }

  @Test("takes updates, and shows what it says that it gives", arguments: pairings)
  func trains(pairing: Pairing) throws {
    let run = try pairing.run(updates: 3)
    let snapshot = run.snapshot
    #expect(snapshot.update == 3 && snapshot.loss?.isFinite == true)
    #expect((snapshot.gradientNorm != nil) == pairing.model.learnsByDescent)
    let configuration = try pairing.configuration()
    for kind in ObservationKind.all {
      let isSeen = snapshot.observations.has(kind.type)
      #expect(isSeen == kind.isGiven(by: configuration), "\(kind.name)")
    }
  }

  @Test("goes on from a file bit for bit", arguments: pairings)
  func resumes(pairing: Pairing) throws {
    let whole = try pairing.run(updates: 5)
    let half = try pairing.run(updates: 3)
    let rest = try pairing.run(updates: 0)
    try rest.load(SafeTensors(bytes: half.saved().bytes()))
    rest.train(updates: 2)
    #expect(rest.snapshot.update == 5)
    #expect(rest.snapshot.loss?.bitPattern == whole.snapshot.loss?.bitPattern)
    #expect(rest.snapshot.gradientNorm?.bitPattern == whole.snapshot.gradientNorm?.bitPattern)
  }

  @Test("has the same digits on any number of threads", arguments: pairings)
  func threads(pairing: Pairing) throws {
    let one = try pairing.run(updates: 2)
    let three = try pairing.run(updates: 2, threads: 3)
    #expect(one.snapshot.loss?.bitPattern == three.snapshot.loss?.bitPattern)
  }

  @Test("refuses a problem that it cannot learn, by name")
  func refuses() throws {
    for model in ModelKind.all {
      for problem in ProblemKind.all where !model.learns(problem) {
        let pairing = Pairing(model: model, problem: problem)
        let failure = #expect(throws: RunFailure.self) { try pairing.run(updates: 0) }
        let words = failure?.reason ?? ""
        #expect(words.contains("model \(model.name) cannot learn \(problem.name)"), "\(words)")
      }
    }
  }

  /// What a kind reaches on a problem, against what it cannot know.
  @Test(
    "learns what it is for",
    arguments: [
      (
        "recurrent", "recall", ["steps=8", "hidden=16", "layers=2", "cell=gru", "rate=0.01"], 200,
        0.2
      ),
      ("recurrent", "parity", ["steps=4", "bidirectional=on", "hidden=12", "rate=0.02"], 400, 0.2),
      (
        "recurrent", "messages",
        ["steps=20", "hidden=12", "layers=2", "dropout=0.2", "norm=layer"], 80, 0.2
      ),
      ("bag", "messages", ["steps=40", "embedding=16", "rate=0.05"], 100, 0.15),
      ("ngram", "hello", ["steps=4", "order=2"], 60, 0.05),
      ("scan", "recall", ["steps=10", "cell=mingru", "rate=0.02", "hidden=12"], 200, 0.1),
      ("transformer", "recall", ["steps=10", "hidden=16", "rate=0.005"], 200, 0.1),
      ("depth", "parity", ["steps=6", "hidden=16", "iterations=4", "rate=0.005"], 300, 0.2),
      ("reservoir", "sine", ["steps=20", "hidden=40", "batch=1"], 40, 0.001),
      ("encoder-decoder", "cipher", ["steps=4", "hidden=32", "rate=0.02"], 400, 0.5),
    ])
  func learns(model: String, problem: String, settings: [String], updates: Int, loss: Float) throws
  {
    let pairing = Pairing(
      model: try #require(ModelKind.named(model)), problem: try #require(ProblemKind.named(problem))
    )
    let run = try pairing.run(["batch=32"] + settings, updates: updates)
    #expect(try #require(run.snapshot.recentLoss) < loss)
  }

  @Test("A bag of words stays at chance where only the order tells; a transformer needs positions")
  func orderMatters() throws {
    func loss(_ model: String, _ settings: [String]) throws -> Float {
      let pairing = Pairing(
        model: try #require(ModelKind.named(model)), problem: try #require(.named("hello")))
      let settings = ["steps=4", "batch=1", "hidden=16", "rate=0.01"] + settings
      return try #require(try pairing.run(settings, updates: 400).snapshot.recentLoss)
    }
    // l follows l once and o once: who does not know the position pays half of ln 2 on average.
    #expect(try loss("transformer", ["positions=on"]) < 0.05)
    let bag = ModelKind.bagOfWords
    #expect(!bag.learns(try #require(.named("hello"))), "an answer at every step has an order")
  }
}

/// Files that runs of tests read.
enum RunsTestFiles {
  /// The folder of the shipped texts.
  static var assets: String {
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/assets"
  }
}
