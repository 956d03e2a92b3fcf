import Testing

@testable import Runs

@Suite("Contestants")
struct RunsBesideTests {
  private func configuration(_ settings: [String]) throws -> Configuration {
    var configuration = Configuration()
    for text in ["steps=8", "hidden=8", "batch=8", "updates=30"] + settings {
      try configuration.apply(text)
    }
    return configuration
  }

  private func run(_ others: [[String]], settings: [String] = []) throws -> TrainingRun {
    let run = TrainingRun(library: TextLibrary(assets: ""))
    run.perform(
      .start(
        run: 1, configuration: try configuration(settings), dataFile: nil,
        contestants: try others.map { try configuration(settings + $0) }))
    return run
  }

  @Test("keep step with the run, and are told apart by what differs")
  func keepStep() throws {
    let run = try run([["model=bag"], ["cell=gru"]])
    run.perform(.train)
    for _ in 0..<30 { run.advance() }
    let early = run.observed()
    let updates = [early.update] + early.contestants.map(\.update)
    #expect((updates.max() ?? 0) - (updates.min() ?? 0) <= 1, "\(updates)")
    while run.hasWork { run.advance() }
    let snapshot = run.observed()
    #expect(snapshot.update == 30 && snapshot.contestants.map(\.update) == [30, 30])
    #expect(snapshot.words == "model recurrent, cell tanh")
    #expect(
      snapshot.contestants.map(\.words) == ["model bag", "model recurrent, cell gru"])
  }

  @Test("have the digits that they have alone")
  func digits() throws {
    let together = try run([["cell=gru"]])
    together.perform(.train)
    while together.hasWork { together.advance() }
    let alone = try HeadlessRun(
      try configuration(["cell=gru"]), library: TextLibrary(assets: ""), dataFile: nil)
    alone.train(updates: 30)
    let other = try #require(together.observed().contestants.first)
    #expect(other.losses == alone.snapshot.losses)
    #expect(other.recentLoss == alone.snapshot.recentLoss)
  }

  @Test("are dropped with the run that they stood beside")
  func areDropped() throws {
    let run = try run([["cell=gru"]])
    #expect(run.observed().contestants.count == 1)
    run.perform(.start(run: 2, configuration: try configuration([]), dataFile: nil))
    #expect(run.observed().contestants.isEmpty && run.observed().words.isEmpty)
  }
}
